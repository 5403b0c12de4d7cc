import { parseLine } from '../../syntax/parseLine.ts';
import { matchPatternList } from '../../values/patternList.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';
import type { ConfigGraph } from '../configGraph.ts';
import type { ConfigError } from '../effectiveConfig.ts';
import { grammarOf } from '../grammarOf.ts';
import { variablesOf } from './compileGraph.ts';
import { compileOption } from './compileLine.ts';
import { checksJumps } from './forwardReaders.ts';
import { apply, type HostState, textOf } from './hostState.ts';

/** Takes a `-o` setting into account. */
export function applyOption(option: string, state: HostState, graph: ConfigGraph): ConfigError[] {
  const line = parseLine(option, 'client', grammarOf(graph.version));
  if (line.kind !== 'directive') return [];
  const first = compileOption(line, graph.version);
  const compiled = first.later?.(variablesOf(graph)) ?? first;
  const ignored = textOf(state, 'ignoreunknown');
  const errors: ConfigError[] = [];
  for (const { code, span, data, noted } of compiled.faults) {
    const excused =
      code === 'unknown-keyword' && ignored && matchPatternList(compiled.keyword, ignored, true) === 'matched';
    if (!excused)
      errors.push({ uri: commandLine, lineIndex: 0, span, code, data: { ...data, option }, refused: !noted });
  }
  const source = { from: { kind: 'option', text: `-o ${option}` }, system: false, order: -1 } as const;
  const jumpBlocksCommand = checksJumps(graph.version) ? 'unless-none' : 'always';
  for (const effect of compiled.effects) apply(state, effect, { ...source, jumpBlocksCommand });
  return errors;
}

/** Stands for the file of errors that come from the command line. */
const commandLine = 'command-line:';

export function targetError(code: ConfigErrorCode, argument: string): ConfigError {
  return {
    uri: commandLine,
    lineIndex: 0,
    span: { start: 0, end: 0 },
    code,
    data: { keyword: '', argument },
    refused: true,
  };
}
