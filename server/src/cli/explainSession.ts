import * as l10n from '@vscode/l10n';
import type { PredictInput } from '../timeouts/model.ts';
import { UsageError } from './io.ts';

/** What `-N` and `--output-every` say of the session: the part of the question that no file answers. */
export function sessionInput(values: {
  readonly N?: boolean | undefined;
  readonly 'output-every'?: string | undefined;
}): Pick<PredictInput, 'session' | 'outputEvery'> {
  return {
    ...(values.N ? { session: 'none' } : {}),
    ...(values['output-every'] === undefined ? {} : { outputEvery: outputEvery(values['output-every']) }),
  };
}

function outputEvery(text: string): number {
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  if (seconds <= 0) {
    throw new UsageError(l10n.t('--output-every takes seconds, such as 0.5 or 60, not {0}', text));
  }
  return seconds;
}
