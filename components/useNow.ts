import { useEffect, useState } from 'preact/hooks';

const TICK_MS = 10_000;

/** The time, said anew often enough for what is said in minutes. */
export function useNow(): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return Date.now();
}
