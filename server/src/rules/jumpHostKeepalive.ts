import * as l10n from '@vscode/l10n';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import { blocksOf, hostSubject } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { mayMissLines, numberOf, originsOf, placesOf } from './connections.ts';
import { addingLine, addingToBlock, newlineOf } from './fixes.ts';
import { jumpHosts } from './jumpTargets.ts';
import { lacksKeepalive } from './noKeepalive.ts';
import type { Fix, Rule } from './rule.ts';

/** A jump that can hang although the host behind it is watched. */
export const jumpHostKeepalive: Rule<Snapshot> = {
  id: 'jump-host-keepalive',
  severity: 'hint',
  dialects: ['client'],
  doc: {
    summary: 'Mentions jump hosts without ServerAliveInterval on the way to a host that has it.',
    why: 'The jump is a separate ssh, started with -W, and takes its settings from what the file says for the jump host; options of the host behind it do not apply there. While the connection is being set up nothing else limits it: a jump host that accepts the connection and then hangs keeps both waiting (measured with 9.2), unless the host behind has a ConnectTimeout, which covers the wait for its greeting.',
    bad: 'Host inner\n  ProxyJump gate\n  ServerAliveInterval 30\n',
    good: 'Host gate inner\n  ServerAliveInterval 30\n\nHost inner\n  ProxyJump gate\n',
  },
  *check(snapshot) {
    if (mayMissLines(snapshot)) return;
    for (const { origin, value, connections } of originsOf(snapshot, 'ProxyJump')) {
      const open = connections.find(({ effective }) => {
        return (numberOf(effective, 'ServerAliveInterval') ?? 0) > 0 && numberOf(effective, 'ConnectTimeout') === 0;
      });
      if (open === undefined) continue;
      const unwatched = jumpHosts(value.value).find((host) => {
        const subject = hostSubject(host);
        return lacksKeepalive({ ...open, subject, effective: effectiveFor(open.graph, subject) });
      });
      if (unwatched === undefined) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'The jump through {0} is a separate ssh without ServerAliveInterval: if {0} hangs during login, this ssh waits forever.',
            unwatched,
          ),
          fixes: [
            watching(snapshot, unwatched, 'ServerAliveInterval 30'),
            addingLine(snapshot, entry, 'ConnectTimeout 30'),
          ],
        };
      }
    }
  },
};

/** Sets a value for one host: in the block that names it alone, or in a new one at the end. */
function watching(snapshot: Snapshot, host: string, text: string): Fix {
  const { file, uri } = snapshot;
  const title = l10n.t('Add {0} for {1}', text, host);
  const block = blocksOf(file).find(({ line }) => {
    return /^host$/i.test(line.keyword.value) && line.args.length === 1 && line.args[0]?.value === host;
  });
  if (block) return { ...addingToBlock(snapshot, block, text), title };
  const newline = newlineOf(file);
  const gap = file.text.endsWith('\n') ? newline : `${newline}${newline}`;
  const newText = `${gap}Host ${host}${newline}  ${text}${newline}`;
  return { title, safe: false, edits: [{ uri, span: { start: file.text.length, end: file.text.length }, newText }] };
}
