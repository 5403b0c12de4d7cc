import { readAlgorithmList } from '../../values/algorithmList.ts';
import { atLeast } from '../../values/openSshVersion.ts';
import { matchPatternList } from '../../values/patternList.ts';
import { type AlgorithmKind, supportedAlgorithms } from '../algorithmNames.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';
import { type LineReader, refused, sets } from './lineReading.ts';

/**
 * A list of algorithms, kept as written: what `+`, `-` and `^` come to is worked out when all lines are read.
 * Names to remove are patterns and not checked; key types may be patterns everywhere.
 */
export function algorithms(kind: AlgorithmKind, code: ConfigErrorCode, plainKeysOnly = false): LineReader {
  return ({ slot, args, version }) => {
    const text = args[0]?.value;
    if (text === undefined || text === '') return refused('missing-argument', text === undefined ? 'keyword' : 0);
    const { operation, names } = readAlgorithmList(text);
    if (operation === 'remove') return sets(slot, [text], 1);
    const supported = supportedAlgorithms(kind, version);
    // An empty entry ends the check.
    const end = names.indexOf('');
    const checked = end < 0 ? names : names.slice(0, end);
    const wrong = checked.find((name) => {
      // Since 9.4 a certificate type is refused where a certificate's own signature is meant.
      if (supported.includes(name)) return plainKeysOnly && name.includes('-cert-') && atLeast(version, '9.4');
      return kind !== 'key' || !supported.some((known) => matchPatternList(known, name) !== 'unmatched');
    });
    // Since 10.4 a list of ciphers or MACs must begin with one.
    const noneFound = end === 0 && (kind === 'cipher' || kind === 'mac') && atLeast(version, '10.4');
    if (wrong !== undefined || names.length === 0 || noneFound) {
      return refused(code, 0, { data: { argument: wrong ?? text, list: text } });
    }
    return sets(slot, [text], 1);
  };
}
