const PATHS = {
  ok: 'M3.5 8.5l3 3 6-7',
  warn: 'M8 2.2L14.6 13.6H1.4zM8 6.4v3.4M8 11.7v.1',
  wait: 'M5.5 3.5v9M10.5 3.5v9',
  sync: 'M13.2 6.5A5.6 5.6 0 0 0 3.4 5M3.2 2.4V5.2h2.8M2.8 9.5a5.6 5.6 0 0 0 9.8 1.5M12.8 13.6v-2.8H10',
  info: 'M8 7.4v4M8 4.6v.1M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4z',
  off: 'M4 8h8',
  next: 'M6.2 4.2L10 8l-3.8 3.8',
  play: 'M5 3.2v9.6L12.6 8z',
  gear: 'M2 4.5h6M11.5 4.5H14M2 11.5h2.5M8 11.5h6M9.75 6.25a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5zM6.25 13.25a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5z',
  undo: 'M5.6 3L2.6 6l3 3M3 6h6.4a3.6 3.6 0 1 1 0 7.2H6',
} as const;

export type IconName = keyof typeof PATHS;

/** Always beside a word that says the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
