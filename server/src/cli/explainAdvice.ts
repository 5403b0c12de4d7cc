import * as l10n from '@vscode/l10n';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import { type Advice, advise, withAdvice } from '../timeouts/advice.ts';
import { contextOf, type PredictInput, predict } from '../timeouts/model.ts';
import { lineOf } from './explainJson.ts';

/** What to change, where, and what comes of all of it together. */
export interface AdviceReport {
  readonly edits: readonly (Advice & { readonly at?: { readonly file: string; readonly line: number } })[];
  readonly before: string;
  readonly after: string;
}

/** The least intrusive change that helps, with its effect; undefined where nothing needs one. */
export function explainAdvice(input: PredictInput, graphs: readonly ConfigGraph[]): AdviceReport | undefined {
  const context = contextOf(input);
  const { kind } = context.client;
  // A library that does not read ssh_config is not helped by a line of it.
  const helps = ({ dialect, directive }: Advice) =>
    dialect === 'server' || !kind || kind.honours === 'all' || kind.honours.includes(directive.toLowerCase());
  const advice = advise(context).filter(helps);
  if (advice.length === 0) return undefined;
  return {
    edits: advice.map((each) => {
      const from = input[each.dialect]?.values.get(each.directive.toLowerCase())?.[0]?.from;
      return from?.kind === 'line' ? { ...each, at: lineOf({ kind: 'line', origin: from }, graphs) } : each;
    }),
    before: predict(input).verdict.text,
    after: predict(withAdvice(input, advice)).verdict.text,
  };
}

/** As lines of a report: each edit with its place and reason, then the verdict before and after. */
export function adviceLines(
  { edits, before, after }: AdviceReport,
  host: string,
  wrap: (text: string, indent: number) => readonly string[],
): readonly string[] {
  return [
    ...edits.flatMap(({ dialect, directive, value, why, at }) => [
      `  ${directive} ${value}`,
      ...wrap(
        at
          ? l10n.t('in place of {0}, {1}', `${at.file}:${at.line}`, why)
          : dialect === 'client'
            ? l10n.t('under “Host {0}” of the client’s file, {1}', host, why)
            : l10n.t('in sshd_config, {0}', why),
        6,
      ),
    ]),
    // It may help where the verdict does not look, such as behind a jump host.
    ...(before === after ? [] : [...wrap(l10n.t('now: {0}', before), 2), ...wrap(l10n.t('then: {0}', after), 2)]),
  ];
}
