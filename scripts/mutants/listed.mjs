import { existsSync, readFileSync } from 'node:fs';

/** Survivors that a person looked at: lines "- `file` `mutant`: reason" of docs/mutants.md. */
export function readListed(path) {
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, 'utf8').split('\n');
  const listed = lines.flatMap((line) => {
    const [, file, name, reason] = /^- `([^`]+)` `([^`]+)`: (\S.*)$/.exec(line) ?? [];
    return reason ? [[`${file} ${name}`, reason]] : [];
  });
  return new Map(listed);
}
