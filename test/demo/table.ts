/** Rows as aligned text under a head; columns whose head begins with a space stand to the right. */
export function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) =>
    Math.max(...[title.trim(), ...rows.map((row) => row[column] ?? '')].map((cell) => cell.length)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => {
        const right = head[column]?.startsWith(' ');
        const width = widths[column] ?? 0;
        return right ? cell.trim().padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(head.map((title) => title)), rule, ...rows.map(line)]
    .map((text) => `  ${text}`)
    .join('\n');
}
