import { type ParseArgsConfig, parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { UsageError } from './io.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** The values of the options, and in `tokens` the order they came in. */
export type Parsed<T extends Options = Options> = ReturnType<
  typeof parseArgs<{ options: T; allowPositionals: true; strict: true; tokens: true }>
>;

/** Node's own argument parser, with its complaints turned into a usage error in the user's language. */
export function parseArguments<T extends Options>(args: readonly string[], options: T): Parsed<T> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true, tokens: true });
  } catch (error) {
    throw new UsageError(complaint(error));
  }
}

/** Node quotes the option that it complains about. */
function complaint(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const option = /'(-[^\s',]*)/.exec(error.message)?.[1] ?? '';
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return l10n.t('there is no option {0}; --help lists them', option);
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return error.message.includes('does not take an argument')
        ? l10n.t('{0} takes no value', option)
        : l10n.t('{0} needs a value', option);
    default:
      return error.message;
  }
}
