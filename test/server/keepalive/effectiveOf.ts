import type { EffectiveConfig, EffectiveValue } from '../../../server/src/resolve/effectiveConfig.ts';
import { newestKnownVersion } from '../../../server/src/values/openSshVersion.ts';

/** An effective configuration with these values, each from a line of its own of `file:///c` unless given whole. */
export function effectiveOf(values: Readonly<Record<string, string | Partial<EffectiveValue>>>): EffectiveConfig {
  const entries = Object.entries(values).map(([keyword, given], lineIndex) => {
    const value: EffectiveValue = {
      value: typeof given === 'string' ? given : '',
      certainty: 'certain',
      from: { kind: 'line', uri: 'file:///c', lineIndex, span: { start: 0, end: 1 } },
      overruled: [],
      ...(typeof given === 'string' ? {} : given),
    };
    return [keyword, [value]] as const;
  });
  return {
    dialect: 'client',
    version: newestKnownVersion,
    values: new Map(entries),
    errors: [],
    undecided: [],
    unsourced: [],
  };
}
