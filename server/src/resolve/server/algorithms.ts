import { readAlgorithmList } from '../../values/algorithmList.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';
import { type LineReader, refused, single } from './lineReading.ts';

/** A list of algorithms, kept as written: what `+`, `-` and `^` come to is worked out when all lines are read. */
export function algorithms(code: ConfigErrorCode): LineReader {
  return ({ args }) => {
    const [list] = args;
    if (list === undefined || list.value === '') return refused('missing-argument', list ? 0 : 'keyword');
    const { operation, names } = readAlgorithmList(list.value);
    const empty = operation !== 'remove' && names.length === 0;
    return empty ? refused(code, 0, { argument: list.value }) : single(list.value, 1);
  };
}
