import { parseConfig } from '../../syntax/parseConfig.ts';
import type { ConfigGraph } from '../configGraph.ts';
import type { ConfigError } from '../effectiveConfig.ts';
import { grammarOf } from '../grammarOf.ts';
import { uselessList } from './algorithms.ts';
import type { Setting } from './serverState.ts';
import { readingFor, studyLine } from './studyLine.ts';

export interface CommandLineSettings {
  readonly settings: readonly Setting[];
  readonly errors: readonly ConfigError[];
}

/** Reads `-o` options. sshd reads them before the file, so that they win. Match and Include are refused there. */
export function readCommandLine(graph: ConfigGraph, options: readonly string[]): CommandLineSettings {
  const settings: Setting[] = [];
  const errors: ConfigError[] = [];
  for (const option of options) {
    const [line] = parseConfig(option, { dialect: 'server', grammar: grammarOf(graph.version) }).lines;
    if (line?.kind !== 'directive') continue;
    const study = studyLine(line, readingFor(graph.version, '/root'));
    const base = { uri: 'command-line:', lineIndex: 0 };
    const named = { keyword: line.keyword.value, option };
    const structural = study.match ? 'match-not-an-option' : study.isInclude ? 'include-not-an-option' : undefined;
    if (structural) {
      errors.push({ ...base, span: line.keyword, code: structural, data: named, refused: true });
      continue;
    }
    for (const { code, span, data, refused } of study.faults) {
      errors.push({ ...base, span, code, data: { ...named, ...data }, refused });
    }
    if (study.spec && study.values) {
      const { name, algorithms } = study.spec;
      const isFirst = !settings.some(({ spec }) => spec.name === name);
      const wrong = algorithms && isFirst && uselessList(algorithms, study.values[0]?.value ?? '', graph.version);
      if (wrong) {
        const data = { ...named, argument: wrong.argument };
        errors.push({ ...base, span: line.rest, code: wrong.code, data, refused: true });
      }
      const from = { kind: 'option', text: `-o ${option}` } as const;
      settings.push({ spec: study.spec, values: study.values, from });
    }
  }
  return { settings, errors };
}
