import './bar.css';

interface Props {
  runtimeMs: number;
  ms: number;
  /** Where it stood before. */
  wasMs?: number;
}

/**
 * A position in the length of a title: a dot where it stands, a ring where it stood. Says nothing
 * that is not said in words beside it.
 */
export function Bar({ runtimeMs, ms, wasMs = 0 }: Props) {
  const share = (position: number) => `${Math.min(100, (position / runtimeMs) * 100)}%`;
  return (
    <span
      class={`bar ${wasMs > 0 ? 'was' : ''} ${ms > 0 ? 'at' : ''}`}
      style={{ '--was': share(wasMs), '--at': share(ms) }}
      aria-hidden="true"
    />
  );
}
