import type { Library } from '../../model/server';
import { readRow } from '../schema';
import { view } from './schema';

const VIDEO = ['movies', 'tvshows', 'homevideos', 'mixed'];

/**
 * The libraries that can hold films, home videos or episodes. A library without a type holds both; its `holds`
 * says films, and nothing hangs on it, since these servers are never read by what a library holds.
 */
export function librariesIn(views: unknown[], itemId: (raw: string) => string): Library[] {
  return views.flatMap((raw) => {
    const read = readRow(view, raw);
    if (!read) return [];
    const type = read.CollectionType?.toLowerCase() || 'mixed';
    if (!VIDEO.includes(type)) return [];
    const holds = type === 'tvshows' ? 'episode' : 'movie';
    return [{ id: itemId(read.Id), name: read.Name ?? '', holds }];
  });
}
