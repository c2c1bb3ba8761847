import { browser } from 'wxt/browser';

/** Wakes the worker once a minute; what is due is decided from stored data. */
export const WAKE = 'wake';
/** Wakes it sooner while a run is under way, in case the worker dies in it. */
export const RESUME = 'resume';

const WAKE_MINUTES = 1;
const RESUME_MINUTES = 0.5;

/** Makes sure the wake-up call exists. Creating it anew each time would put it off for ever. */
export async function ensureWake(): Promise<void> {
  const known = await browser.alarms.get(WAKE);
  if (known?.periodInMinutes === WAKE_MINUTES) return;
  await browser.alarms.create(WAKE, { periodInMinutes: WAKE_MINUTES });
}

export async function watchRun(): Promise<void> {
  await browser.alarms.create(RESUME, { periodInMinutes: RESUME_MINUTES });
}

export async function endWatch(): Promise<void> {
  await browser.alarms.clear(RESUME);
}

export function onWake(listener: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === WAKE || alarm.name === RESUME) listener();
  });
}
