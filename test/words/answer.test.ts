// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import type { Problem } from '../../lib/model/problem';
import { sayAnswer } from '../../lib/words/answer';
import { sayProblem } from '../../lib/words/wording';
import { speak } from '../components/words';

beforeEach(speak);

it.each<[Problem, string]>([
  [
    { code: 'server-error', params: { status: '500', said: 'Error processing request.' } },
    'Cellar said: 500, Error processing request.',
  ],
  [{ code: 'forbidden', params: { status: '403' } }, 'Cellar said: 403'],
  [{ code: 'unreachable' }, "Cellar didn't answer."],
  [{ code: 'timeout' }, "Cellar didn't answer."],
  [{ code: 'login-page' }, 'Cellar answered with something a media server does not say.'],
  [
    { code: 'not-json', params: { detail: 'cut-off' } },
    'Cellar answered with something a media server does not say.',
  ],
])('of %o: %s', (problem, words) => {
  expect(sayAnswer(problem, 'Cellar')).toBe(words);
});

it('is no part of the general sentence, which may be read to others', () => {
  const params = { endpoint: '/Items', status: '500', said: 'Could not find Heat.mkv' };
  const sentence = sayProblem({ code: 'server-error', params }, 'Cellar');
  expect(sentence).toContain('(/Items · 500)');
  expect(sentence).not.toContain('Heat');
});
