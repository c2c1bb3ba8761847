import type { ComponentChildren } from 'preact';

interface Props {
  press: () => unknown;
  children: ComponentChildren;
  /** What it began goes on: pressed meanwhile it does nothing, and the keyboard stays with it. */
  busy?: boolean;
  /** There is nothing yet that it could do. */
  disabled?: boolean;
  class?: string;
  title?: string;
  /** Its name, where that is more than the words on it. */
  name?: string;
}

/** A button that keeps the keyboard while what it began goes on. */
export function Button({ press, children, busy = false, name, disabled, ...more }: Props) {
  return (
    <button
      type="button"
      {...more}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-label={name}
      onClick={() => {
        if (!busy) void press();
      }}
    >
      {children}
    </button>
  );
}
