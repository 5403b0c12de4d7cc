import { assembleAlgorithms, readAlgorithmList } from '../../values/algorithmList.ts';
import { atLeast, type OpenSshVersion } from '../../values/openSshVersion.ts';
import { matchPatternList } from '../../values/patternList.ts';
import { type AlgorithmKind, supportedAlgorithms } from '../algorithmNames.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';
import { type LineReader, refused, single } from './lineReading.ts';

/** Which names an algorithm directive may hold. `ca` is the key types without certificates. */
export type ServerAlgorithms = AlgorithmKind | 'ca';

const codes: Readonly<Record<ServerAlgorithms, ConfigErrorCode>> = {
  cipher: 'invalid-ciphers',
  mac: 'invalid-macs',
  kex: 'invalid-kex-algorithms',
  key: 'invalid-key-types',
  ca: 'invalid-key-types',
};

/** All names that may be printed for such a directive, in OpenSSH's order. */
export function namesOf(kind: ServerAlgorithms, version: OpenSshVersion): readonly string[] {
  if (kind !== 'ca') return supportedAlgorithms(kind, version);
  return supportedAlgorithms('key', version).filter((name) => !name.includes('-cert-'));
}

/** A list of algorithms, kept as written: what `+`, `-` and `^` come to is worked out when all lines are read. */
export function algorithms(kind: ServerAlgorithms): LineReader {
  return ({ args, version }) => {
    const [list] = args;
    if (list === undefined || list.value === '') return refused('missing-argument', list ? 0 : 'keyword');
    const { operation, names } = readAlgorithmList(list.value);
    // Names to remove are patterns, and not looked at.
    if (operation === 'remove') return single(list.value, 1);
    const wrong = firstUnknown(kind, names, version);
    // Since 10.4 a list of ciphers or MACs must begin with one.
    const noneFound = names[0] === '' && (kind === 'cipher' || kind === 'mac') && atLeast(version, '10.4');
    if (wrong !== undefined || names.length === 0 || noneFound)
      return refused(codes[kind], 0, { argument: wrong ?? list.value });
    return single(list.value, 1);
  };
}

/**
 * What is wrong with a list that comes to nothing, or negates a pattern. sshd finds it when the list is put together
 * with the default: only where it is in effect.
 */
export function uselessList(
  kind: ServerAlgorithms,
  list: string,
  version: OpenSshVersion,
): { readonly code: ConfigErrorCode; readonly argument: string } | undefined {
  const { operation, names } = readAlgorithmList(list);
  if (operation === 'remove') return undefined;
  const negated = names.find((name) => name.startsWith('!'));
  const nothingLeft =
    operation === 'replace' && assembleAlgorithms({ operation, names }, [], namesOf(kind, version)) === undefined;
  return negated !== undefined || nothingLeft ? { code: codes[kind], argument: negated ?? list } : undefined;
}

/** Key types may be patterns; an empty entry ends the check. */
function firstUnknown(kind: ServerAlgorithms, names: readonly string[], version: OpenSshVersion): string | undefined {
  const isKeys = kind === 'key' || kind === 'ca';
  const supported = supportedAlgorithms(kind === 'ca' ? 'key' : kind, version);
  const end = names.indexOf('');
  return (end < 0 ? names : names.slice(0, end)).find((name) => {
    // Since 9.4 a certificate type is refused where a certificate's own signature is meant.
    if (supported.includes(name)) return kind === 'ca' && name.includes('-cert-') && atLeast(version, '9.4');
    return !isKeys || !supported.some((known) => matchPatternList(known, name) !== 'unmatched');
  });
}
