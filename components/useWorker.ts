import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../lib/model/problem';
import { isOfMemory } from '../lib/model/problem';
import { send } from '../lib/platform/send';

const PATIENCE_MS = 8_000;
const ASK_AGAIN_MS = 10_000;

export interface WorkerHealth {
  /** Does it answer? Null while it is asked. */
  answers: boolean | null;
  /** What it says is wrong with Playhead's memory. */
  memory: Problem | null;
}

/** Asks the worker how it is, and again while something is wrong with the memory. */
export function useWorker(): WorkerHealth {
  const [health, setHealth] = useState<WorkerHealth>({ answers: null, memory: null });
  useEffect(() => {
    let timer = 0;
    const ask = async () => {
      timer = window.setTimeout(() => setHealth({ answers: false, memory: null }), PATIENCE_MS);
      const next = await asked();
      clearTimeout(timer);
      setHealth(next);
      if (next.memory) timer = window.setTimeout(() => void ask(), ASK_AGAIN_MS);
    };
    void ask();
    return () => clearTimeout(timer);
  }, []);
  return health;
}

async function asked(): Promise<WorkerHealth> {
  const answer = await send('memory', {});
  if (answer.ok) return { answers: true, memory: answer.value?.problem ?? null };
  const { code } = answer.error;
  return { answers: code !== 'interrupted', memory: isOfMemory({ code }) ? { code } : null };
}
