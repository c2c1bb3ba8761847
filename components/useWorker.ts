import { useEffect, useState } from 'preact/hooks';
import { send } from '../lib/platform/send';

const PATIENCE_MS = 8_000;

/** Does the worker answer? Null while it is asked. */
export function useWorker(): boolean | null {
  const [answers, setAnswers] = useState<boolean | null>(null);
  useEffect(() => {
    const giveUp = setTimeout(() => setAnswers(false), PATIENCE_MS);
    void send('history', { limit: 1 }).then((answer) => {
      clearTimeout(giveUp);
      setAnswers(answer.ok || answer.error.code !== 'interrupted');
    });
    return () => clearTimeout(giveUp);
  }, []);
  return answers;
}
