/** Two tracks at one position: the mark of assets/icon.svg. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 128 128" width="24" height="24" aria-hidden="true">
      <rect width="128" height="128" rx="30" fill="#3b47d6" />
      <path d="M25 47h78M25 89h78" stroke="#8f98f4" stroke-width="18" stroke-linecap="round" />
      <path d="M25 47h40M25 89h40" stroke="#fff" stroke-width="18" stroke-linecap="round" />
      <path d="M73 25v82" stroke="#ffc83d" stroke-width="14" stroke-linecap="round" />
    </svg>
  );
}
