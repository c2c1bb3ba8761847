import { expect, it } from 'vitest';
import { isInScope, scopeOfCopy } from '../../lib/plan/scope';
import { look } from './rows';
import { sight } from './sights';

const attic = sight('attic', {
  chosen: ['films'],
  inScope: new Set(['found']),
  looks: new Map([
    ['film', look({ libraryId: 'films' })],
    ['video', look({ libraryId: 'videos' })],
    ['somewhere', look({ libraryId: null })],
    ['found', look({ libraryId: 'videos' })],
  ]),
});

it.each([
  ['of a chosen library', 'film', 'in'],
  ['of another library', 'video', 'out'],
  ['of a library that nobody told', 'somewhere', 'unsure'],
  ['that was never looked at', 'unseen', 'unsure'],
  ['found by a question to the chosen libraries', 'found', 'in'],
] as const)('a copy %s: %s is %s', (_, itemId, scope) => {
  expect(scopeOfCopy(attic, itemId)).toBe(scope);
  expect(isInScope(attic, itemId)).toBe(scope === 'in');
});

it('every copy is in scope where all libraries are chosen', () => {
  for (const itemId of ['video', 'somewhere', 'unseen']) {
    expect(scopeOfCopy({ ...attic, chosen: null }, itemId)).toBe('in');
  }
});
