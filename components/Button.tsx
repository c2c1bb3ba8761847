import type { ButtonHTMLAttributes, TargetedMouseEvent } from 'preact';

interface Props
  extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'aria-disabled' | 'name'> {
  /** What it does; one that submits a form may leave that to the form. */
  press?: (event: TargetedMouseEvent<HTMLButtonElement>) => unknown;
  /** What it began goes on: pressed meanwhile it does nothing, and the keyboard stays with it. */
  busy?: boolean;
  /** Its name, where that is more than the words on it. */
  name?: string;
}

/** A button that keeps the keyboard while what it began goes on. */
export function Button({ press, busy = false, name, type = 'button', ...more }: Props) {
  return (
    <button
      {...more}
      type={type}
      aria-disabled={busy || undefined}
      aria-label={name}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else void press?.(event);
      }}
    />
  );
}
