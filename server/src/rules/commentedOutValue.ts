import * as l10n from '@vscode/l10n';
import type { DirectiveName } from '../knowledge/directives.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import { subjectAt } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { inFile } from '../syntax/configFile.ts';
import { readTimeSpan } from '../values/timeSpan.ts';
import { mayMissLines, numberOf } from './connections.ts';
import { replacing, sets } from './fixes.ts';
import { linesLike, nameOf } from './keywordIndex.ts';
import type { Rule } from './rule.ts';

/** Directives that people believe to be set because the comment shows a value. */
const names = [
  'ClientAliveInterval',
  'ServerAliveInterval',
  'LoginGraceTime',
  'UnusedConnectionTimeout',
] as const satisfies readonly DirectiveName[];

const form = /^(\s*)(#\s{0,3})(\w+)[ \t]+(\d\w*)\s*$/;
const commentedOut = linesLike((line) => line.kind === 'comment' && form.test(line.text));

/** A value in a comment that is not the one in effect. */
export const commentedOutValue: Rule<Snapshot> = {
  id: 'commented-out-value',
  severity: 'hint',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Mentions a time that stands only in a comment and is not in effect.',
    why: 'The files that systems install show the defaults as comments. Many instructions say "set ClientAliveInterval to 300", and the line is changed with its # left in place: it looks set, but the default is still in effect.',
    bad: '#ClientAliveInterval 300\n',
    good: 'ClientAliveInterval 300\n',
  },
  *check(snapshot) {
    const { file, dialect } = snapshot;
    const [graph] = snapshot.graphs;
    if (mayMissLines(snapshot)) return;
    for (const index of commentedOut(file)) {
      const line = file.lines[index];
      if (line?.kind !== 'comment') continue;
      const match = form.exec(line.text);
      const name = names.find((one) => one === nameOf(dialect, match?.[3] ?? ''));
      if (match === null || name === undefined || sets(file, name)) continue;
      const shown = readTimeSpan(match[4] ?? '', snapshot.version);
      const effective = effectiveFor(graph, subjectAt(file, index));
      const seconds = numberOf(effective, name);
      const isDefault = effective.values.get(name.toLowerCase())?.[0]?.from.kind !== 'line';
      if (!shown.ok || seconds === undefined || !isDefault || shown.value === seconds) continue;
      const [, blanks = '', sign = ''] = match;
      const start = (file.lineStarts[index] ?? 0) + blanks.length;
      yield {
        span: inFile(file, index, { start: line.comment.start, end: line.text.trimEnd().length }),
        message: l10n.t('This is only a comment: the default is in effect, {0} {1}.', name, seconds),
        fixes: [
          replacing(snapshot, { start, end: start + sign.length }, '', l10n.t('Put {0} into effect', name), false),
        ],
      };
    }
  },
};
