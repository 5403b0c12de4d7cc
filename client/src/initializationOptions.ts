import type { InitializationOptions } from '../../server/src/protocol.ts';
import type { MachineFacts } from './host.ts';

/** What our client tells the server about itself and the machine. `bundle`: translations for the display language. */
export function initializationOptions(
  facts: MachineFacts,
  bundle: { readonly [key: string]: string } | undefined,
): InitializationOptions {
  return { fileSystem: 'client', commands: true, ...(bundle === undefined ? {} : { l10n: bundle }), ...facts };
}
