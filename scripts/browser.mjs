import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Where a Chromium that loads extensions is installed, or undefined. */
export function findBrowser() {
  let playwrights;
  try {
    playwrights = createRequire(import.meta.url)('playwright-core').chromium.executablePath();
  } catch {
    // The packages are not installed yet.
  }
  const places = [
    process.env.CHROME_BIN,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    playwrights,
  ];
  return places.find((place) => place && existsSync(place));
}
