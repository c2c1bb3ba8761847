import { rolldown } from 'rolldown';

const ENTRY = 'playhead:tests';
const SHIM = 'playhead:vitest';
const GIVEN = [
  'describe',
  'it',
  'test',
  'expect',
  'beforeAll',
  'beforeEach',
  'afterEach',
  'afterAll',
  'onTestFinished',
];

/**
 * Test files and all that they import as the text of one function of `require`, which gathers the
 * tests from `globalThis.suite`. `code` has the text of files that are not read from the disk.
 */
export async function bundle(root, files, code) {
  const bundled = await rolldown({
    cwd: root,
    input: ENTRY,
    platform: 'node',
    external: [/^node:/, 'fast-check'],
    treeshake: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'tests',
        resolveId: (id) => (id === ENTRY ? ENTRY : id === 'vitest' ? SHIM : null),
        load: (id) => {
          if (id === ENTRY) return files.map((file) => `import '${root}/${file}';`).join('\n');
          if (id === SHIM) return `export const { ${GIVEN.join(', ')} } = globalThis.suite;`;
          return code.has(id) ? { code: code.get(id), moduleType: 'ts' } : null;
        },
        transform: (text, id) =>
          id.endsWith('.test.ts') ? `globalThis.suite.file();${text}` : null,
      },
    ],
  });
  const { output } = await bundled.generate({ format: 'cjs', codeSplitting: false });
  await bundled.close();
  return `(function (require, exports, module) {\n${output[0].code}\n})`;
}
