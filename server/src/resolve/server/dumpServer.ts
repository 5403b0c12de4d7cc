import { atLeast } from '../../values/openSshVersion.ts';
import type { EffectiveConfig } from '../effectiveConfig.ts';
import { serverSpecs } from './serverSpecs.ts';

const printedNames: ReadonlyMap<string, string> = new Map(
  serverSpecs.map(({ name }) => [name.toLowerCase(), name === 'MACs' ? 'Macs' : name]),
);

/** The text of `sshd -T`: a line for each value, the keyword in lower case up to 10.3 and as in the manual since. */
export function dumpServer(effective: EffectiveConfig): string {
  const asInManual = atLeast(effective.version, '10.4');
  let text = '';
  for (const [keyword, values] of effective.values) {
    const name = asInManual ? (printedNames.get(keyword) ?? keyword) : keyword;
    for (const { value } of values) text += `${name} ${value}\n`;
  }
  return text;
}
