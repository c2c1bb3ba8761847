import { describe, expect, it } from 'vitest';
import {
  episodeIdsFromGuids,
  idsFromGuids,
  idsFromProviders,
  shareAnId,
} from '../../lib/servers/ids';
import { dayOf, parseDate } from '../../lib/servers/mediabrowser/dates';
import { atLeast } from '../../lib/servers/mediabrowser/version';

describe('ids of Emby and Jellyfin', () => {
  it('are read whatever the case of their keys, and only those that are ours', () => {
    const providers = {
      IMDB: 'tt0088763',
      tmdb: '105',
      Tvdb: '',
      TmdbCollection: '264',
      Zap2It: 'x',
    };
    expect(idsFromProviders(providers)).toEqual({ imdb: 'tt0088763', tmdb: '105' });
    expect(idsFromProviders(null)).toEqual({});
  });

  it('are spelt one way', () => {
    expect(idsFromProviders({ Imdb: ' TT0088763 ', Tmdb: 105, Tvdb: '0081189' })).toEqual({
      imdb: 'tt0088763',
      tmdb: '105',
      tvdb: '81189',
    });
    expect(idsFromProviders({ Imdb: '88763' })).toEqual({ imdb: 'tt0088763' });
  });

  it('that are none are left out', () => {
    expect(idsFromProviders({ Imdb: 'nm0000001', Tmdb: '0', Tvdb: 'the-matrix' })).toEqual({});
    expect(idsFromProviders({ Imdb: null, Tmdb: {}, Tvdb: true })).toEqual({});
  });
});

describe('ids of Plex', () => {
  it.each([
    ['plex://movie/5d7768aa', [], {}],
    [
      'plex://movie/5d77',
      ['imdb://tt0088763', 'tmdb://105', 'x://1'],
      { imdb: 'tt0088763', tmdb: '105' },
    ],
    ['com.plexapp.agents.imdb://tt0088763?lang=en', [], { imdb: 'tt0088763' }],
    ['com.plexapp.agents.themoviedb://105?lang=en', [], { tmdb: '105' }],
    ['com.plexapp.agents.thetvdb://81189?lang=en', [], { tvdb: '81189' }],
    ['com.plexapp.agents.hama://tvdb-81189?lang=en', [], { tvdb: '81189' }],
    ['com.plexapp.agents.hama://anidb-23?lang=en', [], {}],
    ['com.plexapp.agents.xbmcnfo://tt0088763?lang=en', [], { imdb: 'tt0088763' }],
    ['com.plexapp.agents.xbmcnfo://105?lang=en', [], { tmdb: '105' }],
    ['tv.plex.agents.nfo.movie://movie/tmdb_105', [], { tmdb: '105' }],
    ['local://12', [], {}],
    ['com.plexapp.agents.none://abc?lang=xn', [], {}],
  ])('in %s', (guid, guids, expected) => {
    expect(idsFromGuids(guid, guids)).toEqual(expected);
  });

  it('of an episode are never its show`s', () => {
    const agent = 'com.plexapp.agents.thetvdb://81189/1/2?lang=en';
    expect(episodeIdsFromGuids(agent, [], null)).toEqual({ own: {}, show: { tvdb: '81189' } });
    const modern = episodeIdsFromGuids('plex://episode/1', ['tvdb://349232'], 'plex://show/1');
    expect(modern).toEqual({ own: { tvdb: '349232' }, show: null });
    const local = episodeIdsFromGuids('local://9', [], 'com.plexapp.agents.hama://tvdb2-70/1');
    expect(local).toEqual({ own: {}, show: { tvdb: '70' }, numbering: 'tvdb2' });
  });

  it.each([
    ['com.plexapp.agents.hama://tvdb-252322/1/22?lang=en', { tvdb: '252322' }, undefined],
    ['com.plexapp.agents.hama://tvdb4-252322/2/22?lang=en', { tvdb: '252322' }, 'tvdb4'],
    ['com.plexapp.agents.hama://tvdb5-252322/2/22?lang=en', { tvdb: '252322' }, 'tvdb5'],
    ['com.plexapp.agents.hama://anidb-8069/1/22?lang=en', null, 'anidb'],
    ['com.plexapp.agents.thetvdb://252322/1/22?lang=en', { tvdb: '252322' }, undefined],
    ['com.plexapp.agents.xbmcnfotv://tt1695360/1/2?lang=en', { imdb: 'tt1695360' }, undefined],
    ['com.plexapp.agents.xbmcnfotv://252322/1/2?lang=en', { tvdb: '252322' }, undefined],
  ])('of an episode in %s name its show and the order in which it counts', (guid, show, order) => {
    const read = episodeIdsFromGuids(guid, [], null);
    expect([read.show, read.numbering]).toEqual([show, order]);
    expect(read.own).toEqual({});
    const byShow = episodeIdsFromGuids('local://9', [], guid.replace(/\/\d+\/\d+(?=\?)/, ''));
    expect([byShow.show, byShow.numbering]).toEqual([show, order]);
  });

  it('are all kept where one database has several, each once and in order', () => {
    const guids = ['tvdb://2', 'imdb://tt0000007', 'tvdb://1', 'tvdb://02'];
    expect(idsFromGuids('plex://show/1', guids)).toEqual({ tvdb: ['2', '1'], imdb: 'tt0000007' });
    const agent = 'com.plexapp.agents.thetvdb://9?lang=en';
    expect(idsFromGuids(agent, ['tvdb://9', 'tvdb://8'])).toEqual({ tvdb: ['9', '8'] });
    expect(idsFromProviders({ Tvdb: '1', TVDB: '2', tvdb: '1' })).toEqual({ tvdb: ['1', '2'] });
  });
});

it('two titles share an id or they do not', () => {
  expect(shareAnId({ imdb: 'tt1', tmdb: '2' }, { tmdb: '2' })).toBe(true);
  expect(shareAnId({ tmdb: '2' }, { tvdb: '2' })).toBe(false);
  expect(shareAnId({ tvdb: ['1', '2'] }, { tvdb: ['3', '2'] })).toBe(true);
  expect(shareAnId({ tvdb: ['1', '2'] }, { tvdb: '3' })).toBe(false);
  expect(shareAnId({}, {})).toBe(false);
});

describe('dates', () => {
  const at = Date.UTC(2026, 0, 2, 3, 4, 9);
  it.each([
    ['2026-01-02T03:04:09.0000000Z', at],
    ['2026-01-02T03:04:09.123Z', at + 123],
    ['2026-01-02T03:04:09.5+00:00', at + 500],
    ['2026-01-02T04:04:09.1234567+01:00', at + 123],
    ['2026-01-02T03:04:09', at],
    ['2026-01-02T03:04:09.1234567', at + 123],
    ['2026-01-02', Date.UTC(2026, 0, 2)],
    ['0001-01-01T00:00:00.0000000Z', null],
    ['yesterday', null],
    ['', null],
    [null, null],
  ])('%s', (text, expected) => {
    expect(parseDate(text)).toBe(expected);
  });

  it('of the air are days', () => {
    expect(dayOf('2008-01-20T00:00:00.0000000Z')).toBe('2008-01-20');
    expect(dayOf('0001-01-01T00:00:00Z')).toBeNull();
  });
});

it.each([
  ['10.11.11', [10, 9], true],
  ['10.8.13', [10, 9], false],
  ['12.0.0', [12], true],
  ['10.11.0', [12], false],
  ['4.8.11.0', [4, 4], true],
  ['nonsense', [4, 4], false],
])('version %s at least %j: %s', (version, wanted, expected) => {
  expect(atLeast(version, ...wanted)).toBe(expected);
});
