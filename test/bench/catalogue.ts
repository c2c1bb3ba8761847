import { chromium } from '@playwright/test';
import { build } from 'vite';
import { findBrowser } from '../../scripts/browser.mjs';

declare const timeCatalogue: (titles: number) => Promise<{ keepMs: number; findMs: number }>;

const PAGE = 'http://127.0.0.1/';

export interface CatalogueTime {
  titles: number;
  /** All of its pages, once they are there. */
  keepMs: number;
  /** One title by all of its ids; the middle of many. */
  findMs: number;
}

/** What catalogues of these sizes cost in the browser's own database. */
export async function timeCatalogues(sizes: number[]): Promise<CatalogueTime[]> {
  const script = await bundled();
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    const page = await browser.newPage();
    await page.route(PAGE, (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto(PAGE);
    await page.addScriptTag({ content: script });
    const times: CatalogueTime[] = [];
    for (const titles of sizes) {
      times.push({ titles, ...(await page.evaluate((count) => timeCatalogue(count), titles)) });
    }
    return times;
  } finally {
    await browser.close();
  }
}

/** The file that runs in the page, with all that it needs, as one script. */
async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: 'test/bench/catalogue-page.ts', formats: ['iife'], name: 'bench' },
    },
  });
  const [result] = [built].flat() as { output: { code: string }[] }[];
  return result!.output[0]!.code;
}
