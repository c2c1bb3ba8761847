// Builds the extension for one browser into a folder of its own, `out`, and writes beside it what went
// in: `went-in.json`, the id and the code of every module of which something was left.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'wxt';

const [browser, folder] = process.argv.slice(2);
const modules = new Map();

const notesWhatGoesIn = {
  name: 'notes-what-goes-in',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      for (const [id, { code }] of Object.entries(chunk.modules ?? {})) {
        if (code) modules.set(id, code);
      }
    }
  },
};

await build({
  browser,
  manifestVersion: 3,
  outDir: path.join(folder, 'out'),
  vite: () => ({ plugins: [notesWhatGoesIn] }),
});
const found = [...modules].map(([id, code]) => ({ id, code }));
writeFileSync(path.join(folder, 'went-in.json'), JSON.stringify(found));
