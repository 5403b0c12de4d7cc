import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import type { Snapshot } from '../snapshot.ts';
import { numberOf, originsOf, wordOf } from './connections.ts';
import { type Entry, entryOf, inSelectiveMatch } from './document.ts';
import { addingLine, sets } from './fixes.ts';
import type { Rule } from './rule.ts';

const expectsLogout = /\b(idle|inactiv\w*|log ?out|auto-?logout)\b/i;
/** "Keep idle sessions open", "prevents idle disconnects" and the like say what it does do. */
const wantsToStay = /\b(keep(s|ing)?(?![- ]?alive)|prevent\w*|avoid\w*|not|never|no longer|without|[a-z]+n['’]t)\b/i;

/** ClientAliveInterval where a comment expects it to log out idle users. */
export const clientAliveIsNoIdleLogout: Rule<Snapshot> = {
  id: 'client-alive-is-no-idle-logout',
  severity: 'info',
  dialects: ['server'],
  doc: {
    summary: 'Points out ClientAliveInterval under a comment that expects it to end idle sessions.',
    why: "A healthy client answers the probes by itself, however long nobody types: measured on five versions, none ended an idle session. ChannelTimeout session:*=TIME (9.2 and later) or the shell's TMOUT does.",
    bad: '# log out idle users after 5 minutes\nClientAliveInterval 300\nClientAliveCountMax 3\n',
    good: '# log out idle users after 5 minutes\nChannelTimeout session:*=5m\n',
  },
  *check(snapshot) {
    for (const { origin, connections } of originsOf(snapshot, 'ClientAliveInterval')) {
      const entry = entryOf(snapshot, origin);
      const effective = connections[0]?.effective;
      if (entry === undefined || effective === undefined) continue;
      const comment = commentOf(snapshot, entry);
      if (!expectsLogout.test(comment) || wantsToStay.test(comment)) continue;
      const interval = numberOf(effective, 'ClientAliveInterval') ?? 0;
      const channels = wordOf(effective, 'ChannelTimeout');
      if (interval === 0 || /session|\*|global/.test(channels ?? 'session')) continue;
      // Under Match it works from 10.5 on; where a list is set it is for its owner to extend.
      const addable =
        reached(snapshot.version, '9.2') && !inSelectiveMatch(entry) && !sets(snapshot.file, 'ChannelTimeout');
      yield {
        span: entry.span,
        message: l10n.t(
          'This does not end idle sessions: a healthy client answers the probes by itself. ChannelTimeout session:*=TIME ends them.',
        ),
        fixes: addable ? [addingLine(snapshot, entry, `ChannelTimeout session:*=${interval}`)] : [],
      };
    }
  },
};

/** The comment behind the line, and those right above it. */
function commentOf(snapshot: Snapshot, entry: Entry): string {
  const { lines } = snapshot.file;
  const own = entry.line.comment;
  let text = own ? entry.line.text.slice(own.start, own.end) : '';
  for (let at = entry.index - 1; at >= 0; at--) {
    const line = lines[at];
    if (line?.kind !== 'comment') break;
    text = `${line.text} ${text}`;
  }
  return text;
}
