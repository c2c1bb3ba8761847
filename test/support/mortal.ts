import type { EnginePorts } from '../../lib/engine/ports';

/**
 * Ports of a worker that dies at a step. There is one step before and one after each question to a
 * server or to the memory: killed before, nothing was asked; killed after, it was, and nobody knows.
 */
export function mortal(
  ports: EnginePorts,
  most: number,
): { ports: EnginePorts; isDead(): boolean } {
  let steps = 0;
  const step = () => {
    steps += 1;
    if (steps > most) throw new Error('the worker died');
  };
  const over = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(_, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function' || QUICK.has(name)) return value;
        return async (...given: unknown[]) => {
          step();
          const answer = await value.apply(target, given);
          step();
          return answer;
        };
      },
    });
  return {
    ports: {
      ...ports,
      store: over(ports.store),
      connect: (...given) => over(ports.connect(...given)),
    },
    isDead: () => steps > most,
  };
}

/** Methods of a server that ask nobody anything. */
const QUICK = new Set<string | symbol>(['capabilities', 'useVersion', 'useFinishLine', 'expect']);
