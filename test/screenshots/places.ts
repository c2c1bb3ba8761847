import type { Page } from '@playwright/test';
import { sentence } from './speech';
import { type State, stateNamed } from './states';

/** A section of the options page, in a state. */
export interface Place {
  name: string;
  state: State;
  /** What stands behind the # of its address. */
  hash: string;
  /** What is there once it has been read. */
  shows: string;
  /** What a person does there first. */
  first?: (page: Page) => Promise<void>;
}

const place = (
  name: string,
  hash: string,
  shows: string,
  more: { state?: string; first?: Place['first'] } = {},
): Place => ({ name, hash, shows, state: stateNamed(more.state ?? 'in-step'), first: more.first });

const addServer = (kind: string, first?: Place['first']) =>
  place(`add-${kind}`, `servers/add/${kind}`, 'form', { first });

const press = (key: string) => (page: Page) =>
  page
    .getByRole('button', { name: sentence(key), exact: true })
    .first()
    .click();

export const PLACES: Place[] = [
  place('servers-none', 'servers', 'form', { state: 'no-servers' }),
  place('servers-two', 'servers', 'article', { state: 'no-pair' }),
  place('servers', 'servers', 'article'),
  place('servers-sign-in', 'servers', 'article', { state: 'sign-in' }),
  place('servers-partly', 'servers', 'article', { state: 'partly' }),
  place('servers-long-names', 'servers', 'article', { state: 'long-names' }),
  place('servers-remove', 'servers', 'article', { first: press('common.remove') }),
  place('server-edit', 'servers/attic', 'form'),
  addServer('jellyfin'),
  addServer('emby'),
  addServer('plex'),
  place('pairs-none', 'pairs', 'form', { state: 'no-pair' }),
  place('pairs-first', 'pairs', 'article', { state: 'first-preview' }),
  place('pairs-first-many', 'pairs', 'article', {
    state: 'first-preview-many',
    first: press('action.preview'),
  }),
  place('pairs', 'pairs', 'article'),
  place('pairs-approved', 'pairs', 'article', { state: 'approved' }),
  place('pairs-held', 'pairs', 'article', { state: 'held', first: press('action.review') }),
  place('pair-edit', 'pairs/p1', 'form'),
  place('rules', 'rules', 'form'),
  place('rules-mirror', 'rules', 'form', {
    first: (page) => page.getByRole('radio', { name: sentence('rules.mirror') }).click(),
  }),
  place('safety', 'safety', '.card'),
  place('activity', 'activity', '.activity-row'),
  place('activity-opened', 'activity', '.activity-row', {
    first: (page) => page.locator('.opener').nth(1).click(),
  }),
  place('activity-none', 'activity', '.intro', { state: 'first-preview' }),
  place('apart', 'activity/apart', '.apart'),
  place('matching', 'matching', '.card'),
  place('data', 'data', '.card'),
  place('data-start-over', 'data', '.card', { first: press('data.startOver') }),
  place('about', 'about', '.card'),
];
