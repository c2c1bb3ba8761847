import { isLanguage, type Language } from '../model/language';
import type { Problem, SpokenProblem } from '../model/problem';
import { getMeta, LANGUAGE_KEY, setMeta } from '../store/meta';
import type { Home } from './home';

/** In which language it is spoken, and problems in words. */
export class Speech {
  private chosen: Promise<void> | null = null;

  constructor(private readonly home: Home) {}

  /**
   * Resolves once the chosen language is spoken: wait for it before anything is said. Never rejects:
   * until the choice can be read, what is said is in the home's own language.
   */
  ready(): Promise<void> {
    this.chosen ??= this.speakAsStored().catch(() => {
      this.chosen = null;
    });
    return this.chosen;
  }

  private async speakAsStored(): Promise<void> {
    await this.home.memory.open();
    const stored = await getMeta<string>(this.home.store, LANGUAGE_KEY);
    if (isLanguage(stored)) await this.home.speakIn(stored);
  }

  async choose(language: Language | null): Promise<void> {
    await setMeta(this.home.store, LANGUAGE_KEY, language);
    this.chosen = this.home.speakIn(language);
    await this.chosen;
  }

  /** After everything was forgotten: the home's own language, as after a restart. */
  forget(): void {
    this.chosen = this.home.speakIn(null);
  }

  /** A problem in words, with the name of its server. Never rejects. */
  async say(problem: Problem): Promise<SpokenProblem> {
    await this.ready();
    const { serverId } = problem;
    const server = serverId
      ? await this.home.store.get('servers', serverId).catch(() => undefined)
      : undefined;
    return this.home.say(problem, server?.name ?? null);
  }
}
