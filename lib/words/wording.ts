import { type GeneratedI18nStructure, i18n } from '#i18n';
import { plainAddress } from '../model/address';
import type { Problem, ProblemCode, SpokenProblem } from '../model/problem';

/** Locale keys take no hyphens: `wrong-server` is spelt `wrong_server` there. */
export type Underscored<S extends string> = S extends `${infer A}-${infer B}`
  ? `${A}_${Underscored<B>}`
  : S;

export const underscored = <S extends string>(word: S): Underscored<S> =>
  word.replaceAll('-', '_') as Underscored<S>;

/** Params that the sentence itself says, or that say nothing to a person. */
const NOT_DETAILS = ['address', 'product', 'said'];
/** What is wrong is on the screen already. */
const NO_DETAILS: ProblemCode[] = ['same-server', 'duplicate-pair'];

/**
 * A problem in words: what happened, what it means for the positions, the one thing to do, and in
 * brackets what helps to find the cause. `serverName` is null where no server is concerned.
 */
export function sayProblem(problem: Problem, serverName: string | null): string {
  const name = serverName ?? message('problemServer');
  const address = problem.params?.address ?? name;
  const sentence = message(keyOf(problem.code), [name, address, problem.params?.product ?? '']);
  const params = NO_DETAILS.includes(problem.code) ? {} : (problem.params ?? {});
  const details = Object.entries(params)
    .filter(([param, value]) => !NOT_DETAILS.includes(param) && value !== '' && value !== '?')
    .map(([, value]) => value);
  return details.length > 0 ? `${sentence} (${details.join(' · ')})` : sentence;
}

/** A problem as a command answers with it; one that already has its words keeps them. */
export function spoken(problem: Problem | SpokenProblem, serverName: string | null): SpokenProblem {
  const said = 'message' in problem ? problem.message : sayProblem(problem, serverName);
  const { code, serverId } = problem;
  const address = 'message' in problem ? problem.address : insteadOf(problem);
  const product = 'message' in problem ? problem.product : problem.params?.product;
  return {
    code,
    message: said || sayProblem({ code }, serverName),
    ...(serverId && { serverId }),
    ...(address && { address }),
    ...(product && { product }),
  };
}

/** A web client that answers stands below the server's own address. */
const insteadOf = ({ code, params }: Problem): string | null =>
  code === 'wrong-path' && params?.to ? plainAddress(params.to) : null;

const keyOf = (code: ProblemCode): Dotless<`problem.${Underscored<ProblemCode>}`> =>
  `problem_${underscored(code)}`;

/** Every code has its sentence: a missing one is an error of types. */
type Dotless<K extends keyof GeneratedI18nStructure> = K extends `${infer A}.${infer B}`
  ? `${A}_${B}`
  : K;

function message(key: string, params: string[] = []): string {
  return (i18n.t as Lookup)(key, params) || key;
}

type Lookup = (key: string, params: string[]) => string;
