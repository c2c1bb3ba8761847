import { table } from '../demo/table';
import { timeInBrowser } from './browser';
import { timeCatalogues } from './catalogue';
import { type Cost, type Costs, costsOf, LIMITS, libraryOf, listsOf, SCENES } from './costs';
import { timeLarge } from './large';
import { timePlanning } from './planning';
import { weigh } from './sizes';

const SIZES = [1_000, 10_000];
const TITLES = [20, 200];
const LARGE = [50_000, 100_000];
const FIND_MS = 5;
const HEAP_BYTES = 60_000_000;
const TRACKED = 10_000;
const PLANNING_MS = 100;
/** A third of it are the texts in five languages. */
const ZIP_BYTES = 280_000;
const PAGE_BYTES = 60_000;

type Scene = (typeof SCENES)[number];

const say = (text: string): void => console.log(text);
let over = 0;

/** "143 of 260", and a mark when it is more. */
function against(value: number, limit: number, write: (value: number) => string = String): string {
  if (value > limit) over += 1;
  return `${write(value)} of ${write(limit)}${value > limit ? ' OVER' : ''}`;
}

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const ms = (time: number): string => `${time.toFixed(1)} ms`;
const COUNT = new Intl.NumberFormat('en');

/** Prints what Playhead costs, beside what was promised. Judges nothing: these are figures. */
export async function bench(): Promise<void> {
  await requests();
  planning();
  await sizes();
  say('\nIn the browser: pages, and commands to a stopped worker until their answer');
  const times = await timeInBrowser();
  say(
    table(
      ['What', ' Time'],
      times.map(({ what, ms: time }) => [what, ms(time)]),
    ),
  );
  await catalogues();
  await large();
  say(over === 0 ? '\nNothing is over its limit.' : `\nOver their limit: ${over}, marked OVER.`);
}

async function requests(): Promise<void> {
  for (const items of SIZES) {
    const world = libraryOf(items);
    for (const titles of TITLES) {
      const rows: string[][] = [];
      for (const scene of SCENES) rows.push(...rowsOf(scene, await costsOf(scene, world, titles)));
      const each = `${COUNT.format(items)} films and episodes each, ${titles} of them in progress`;
      say(`\nRequests and bytes: libraries of ${each}, half on each side`);
      say(table(HEAD, rows));
    }
  }
  say('  Limits of a first run are those for 200 titles; its bytes are those of both servers.');
  say('  One change: what both servers are asked beyond their lists.');
}

const HEAD = [
  'Pair',
  'Server',
  ' First run',
  ' Bytes',
  ' Nothing to do',
  ' Bytes ',
  ' One change',
  ' Bytes  ',
  ' Beyond the lists',
];

function rowsOf({ name, source, target, version }: Scene, costs: Costs): string[][] {
  const lists = listsOf(source) + listsOf(target, version);
  const total = (run: Costs['first'], what: 'requests' | 'bytes') =>
    run.source[what] + run.target[what];
  const row = (first: Cost, quiet: Cost, change: Cost, limits: [number, number]) => [
    against(first.requests, limits[0]),
    kB(first.bytes),
    against(quiet.requests, limits[1]),
    kB(quiet.bytes),
    String(change.requests),
    kB(change.bytes),
  ];
  const { first, quiet, change } = costs;
  const sourceName = SCENES.find((one) => one.target === source)!.name;
  const pair = `${sourceName} and ${name}`;
  return [
    [
      pair,
      sourceName,
      ...row(first.source, quiet.source, change.source, [LIMITS.first(source), listsOf(source)]),
    ],
    [
      '',
      name,
      ...row(first.target, quiet.target, change.target, [
        LIMITS.first(target, version),
        listsOf(target, version),
      ]),
    ],
    [
      '',
      'both',
      String(total(first, 'requests')),
      against(total(first, 'bytes'), LIMITS.bytes, kB),
      String(total(quiet, 'requests')),
      kB(total(quiet, 'bytes')),
      String(total(change, 'requests')),
      kB(total(change, 'bytes')),
      against(total(change, 'requests') - lists, LIMITS.change),
    ],
  ];
}

async function catalogues(): Promise<void> {
  say('\nCatalogues in the browser: all pages kept, and one title found by its ids (middle of 50)');
  const times = await timeCatalogues(LARGE);
  say(
    table(
      ['Films', ' Kept', ' Found'],
      times.map(({ titles, keepMs, findMs }) => [
        COUNT.format(titles),
        ms(keepMs),
        against(findMs, FIND_MS, ms),
      ]),
    ),
  );
}

async function large(): Promise<void> {
  const titles = Math.max(...TITLES);
  say(`\nLarge libraries in the browser: Jellyfin and Plex, ${titles} titles in progress`);
  const rows: string[][] = [];
  for (const size of LARGE) {
    const { items, firstMs, quietMs, heapBytes, requests, bytes } = await timeLarge(size, titles);
    rows.push([
      COUNT.format(items),
      ms(firstMs),
      ms(quietMs),
      against(heapBytes, HEAP_BYTES, kB),
      String(requests),
      kB(bytes),
    ]);
  }
  const head = ['Films and episodes each', ' First run', ' Nothing to do', ' Heap at most'];
  say(table([...head, ' Requests', ' Bytes'], rows));
}

function planning(): void {
  const { first, usual, writes } = timePlanning(TRACKED);
  say(`\nPlanning ${COUNT.format(TRACKED)} tracked items, of which ${COUNT.format(writes)} change`);
  say(
    table(
      ['When', ' Time'],
      [
        ['the first time', against(first, PLANNING_MS, ms)],
        ['usually', against(usual, PLANNING_MS, ms)],
      ],
    ),
  );
}

async function sizes(): Promise<void> {
  say('\nSizes (building …)');
  const { zip, entries, parts } = await weigh();
  const limit = (name: string, gzip: number) =>
    name.endsWith('.html') ? against(gzip, PAGE_BYTES, kB) : kB(gzip);
  say(
    table(
      ['What', ' Size'],
      [
        ['zip', against(zip, ZIP_BYTES, kB)],
        ...entries.map(({ name, files, gzip }) => [
          `${name}, ${files} files after gzip`,
          limit(name, gzip),
        ]),
      ],
    ),
  );
  const all = parts.reduce((sum, { minified }) => sum + minified, 0);
  say('\nWhose code is in the bundle (each by itself with short names; gzip of that)');
  say(
    table(
      ['Package', ' Code', ' Gzip', ' Share'],
      parts.map(({ name, minified, gzip }) => [
        name,
        kB(minified),
        kB(gzip),
        `${((100 * minified) / all).toFixed(1)} %`,
      ]),
    ),
  );
}
