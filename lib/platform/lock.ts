import { browser } from 'wxt/browser';

const NAME = 'playhead-run';
/** The worker is stopped 30 s after its last event; an extension call counts as one. */
const STAY_AWAKE_MS = 20_000;

/** One run at a time in this browser. The browser lets go of the lock when the worker dies. */
export function withRunLock<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(NAME, () => awake(work));
}

/** As `withRunLock`, but does nothing and answers null while another run holds the lock. */
export function withRunLockIfFree<T>(work: () => Promise<T>): Promise<T | null> {
  return navigator.locks.request(NAME, { ifAvailable: true }, (lock) =>
    lock ? awake(work) : null,
  );
}

async function awake<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => void browser.runtime.getPlatformInfo(), STAY_AWAKE_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
