import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../lib/app/parse-command';

describe('a message from a page', () => {
  it('is a command when it has its name and what it takes', () => {
    expect(parseCommand({ command: 'syncNow' })).toEqual({ message: { command: 'syncNow' } });
    const approve = { command: 'approveHold', pairId: 'p1', planHash: 'abc' };
    expect(parseCommand(approve)).toEqual({ message: approve });
  });

  it.each([null, 'syncNow', {}, { command: 7 }, { command: 'toString' }, { command: 'nothing' }])(
    '%j is no command',
    (message) => {
      expect(parseCommand(message)).toEqual({ unknown: true });
    },
  );

  it('names the field that is missing or wrong', () => {
    expect(parseCommand({ command: 'preview' })).toEqual({
      wrong: { command: 'preview', field: 'pairId', bound: null },
    });
    const attic = { id: 'attic', kind: 'plex', name: 'Attic', address: 'http://attic' };
    const server = { ...attic, libraries: [] };
    expect(parseCommand({ command: 'saveServer', server })).toEqual({
      wrong: { command: 'saveServer', field: 'server.libraries', bound: null },
    });
    const options = { oneWayRemoveMode: 'mirror', intervalMinutes: 0, tombstoneDays: 30 };
    expect(parseCommand({ command: 'saveOptions', options })).toEqual({
      wrong: { command: 'saveOptions', field: 'options.intervalMinutes', bound: '≥ 1' },
    });
  });

  it.each([
    ['minimumSeconds', -1, '≥ 0'],
    ['deltaSeconds', 2, '≥ 3'],
    ['deltaSeconds', 86_401, '≤ 86400'],
    ['maximumPercent', 0.5, '≥ 1'],
  ])('says what a limit of a pair has to be (%s: %d)', (name, value, bound) => {
    const changes = { guardrails: { [name]: value } };
    const message = { command: 'changePair', pairId: 'p1', changes };
    const field = `changes.guardrails.${name}`;
    expect(parseCommand(message)).toEqual({ wrong: { command: 'changePair', field, bound } });
  });

  it('takes the least difference that is none by itself', () => {
    const changes = { guardrails: { deltaSeconds: 3 } };
    const message = { command: 'changePair', pairId: 'p1', changes };
    expect(parseCommand(message)).toEqual({ message });
  });

  it('fills in what a server draft leaves out', () => {
    const server = { id: 'attic', kind: 'plex', name: 'Attic', address: 'http://attic' };
    expect(parseCommand({ command: 'testServer', server })).toEqual({
      message: {
        command: 'testServer',
        server: { ...server, userId: null, userName: null, libraries: null },
      },
    });
  });
});
