import type { InitializationOptions } from './protocol.ts';
import type { Runtime } from './runtime.ts';
import type { Safely } from './safely.ts';

/** The prose of a language, loaded when it is first asked for; undefined where there is none. */
export interface LoadedTexts {
  readonly texts: () => Promise<unknown>;
  readonly ruleTexts: () => Promise<unknown>;
}

/** Our own client sends the texts along; another one leaves them to the runtime. */
export function loadedTexts(
  sent: Pick<InitializationOptions, 'texts' | 'ruleTexts'>,
  language: string,
  runtime: Runtime,
  safely: Safely,
): LoadedTexts {
  // Without its texts a hover still knows values and verdicts.
  const load = (about: 'directives' | 'rules', given: unknown) =>
    once(async () => {
      if (given !== undefined) return given;
      return safely.answer(`texts of ${about}`, undefined, undefined, () => runtime.loadTexts(about, language));
    });
  return { texts: load('directives', sent.texts), ruleTexts: load('rules', sent.ruleTexts) };
}

/** A function that does its work at the first call, and answers the same from then on. */
export function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined;
  return () => {
    loading ??= load();
    return loading;
  };
}
