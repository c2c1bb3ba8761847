import {
  ASYMMETRIC_MATCHERS_OBJECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
} from '@vitest/expect';
import * as chai from 'chai';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

const expect = (value, message) => chai.expect(value, message);
Object.assign(expect, chai.expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT]);

const newScope = (outer) => ({
  outer,
  hooks: { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] },
});

/**
 * As much of Vitest as the tests of the rules need: tests are gathered, and run one after another
 * until the first that fails. Without a process, a transform or a report for each of them.
 */
export class Suite {
  tests = [];
  scope = newScope(null);
  entered = new Set();
  finishers = [];

  /** What a test file imports from Vitest; `file` begins one. */
  api() {
    const it = (name, work) => this.tests.push({ name, work, scope: this.scope });
    const describe = (_, gather) => {
      const outer = this.scope;
      this.scope = newScope(outer);
      gather();
      this.scope = outer;
    };
    it.each = each(it);
    describe.each = each(describe);
    const file = () => {
      this.scope = newScope(null);
    };
    const onTestFinished = (work) => this.finishers.push(work);
    const hooks = Object.fromEntries(
      Object.keys(this.scope.hooks).map((when) => [
        when,
        (work) => this.scope.hooks[when].push(work),
      ]),
    );
    return { it, test: it, describe, expect, onTestFinished, file, ...hooks };
  }

  /** The name of the first test that fails, with what it says; null when all pass. */
  async run() {
    try {
      for (const test of this.tests) {
        const failure = await this.runOne(test);
        if (failure) return { name: test.name, failure };
      }
      return null;
    } finally {
      for (const { hooks } of this.entered) for (const work of hooks.afterAll) await work();
    }
  }

  async runOne({ work, scope }) {
    let failure = null;
    const trying = async (step) => {
      try {
        await step();
      } catch (thrown) {
        failure ??= thrown ?? new Error('nothing');
      }
    };
    const scopes = scopesOf(scope);
    for (const one of scopes) {
      const first = this.entered.has(one) ? [] : one.hooks.beforeAll;
      this.entered.add(one);
      for (const hook of first) await trying(hook);
    }
    for (const one of scopes) for (const hook of one.hooks.beforeEach) await trying(hook);
    if (!failure) await trying(work);
    const after = scopes.reverse().flatMap(({ hooks }) => hooks.afterEach);
    for (const hook of [...after, ...this.finishers.splice(0)]) await trying(hook);
    return failure;
  }
}

/** A scope and those around it, outermost first. */
const scopesOf = (scope) => (scope ? [...scopesOf(scope.outer), scope] : []);

const each = (register) => (rows) => (name, work) => {
  for (const row of rows) register(name, () => work(...(Array.isArray(row) ? row : [row])));
};
