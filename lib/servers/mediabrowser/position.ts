import { ProblemError } from '../../model/problem';
import type { WriteOrder } from '../port';

/**
 * Refuses a position that no player could have reached: these servers store anything they are
 * given, negative or beyond the end.
 */
export function checkPosition({ row, positionMs }: WriteOrder): void {
  const beyond = row.runtimeMs !== null && positionMs >= row.runtimeMs;
  if (Number.isInteger(positionMs) && positionMs >= 0 && (positionMs === 0 || !beyond)) return;
  throw new ProblemError({ code: 'refused', params: { field: 'positionMs' } });
}
