import { expectShape } from '../schema';
import * as shapes from './schema';

/** The id of the library among what stands above an item; null where none is named. */
export function libraryAmong(answer: unknown): string | null {
  const up = expectShape(shapes.ancestors, answer, '/Items/{id}/Ancestors');
  return up.find((one) => one.Type === 'CollectionFolder')?.Id ?? null;
}
