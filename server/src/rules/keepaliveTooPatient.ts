import * as l10n from '@vscode/l10n';
import type { DirectiveName } from '../knowledge/directives.ts';
import type { Snapshot } from '../snapshot.ts';
import { certain, lineOf, originsOf, placesOf } from './connections.ts';
import { pointingAt } from './document.ts';
import { changingValue } from './fixes.ts';
import { keepaliveTime } from './keepaliveTime.ts';
import type { Rule } from './rule.ts';

/** Seconds that a user looks at a frozen terminal before the client says so. */
const clientAtMost = 900;
/** Seconds that a server keeps the sessions of a client that is gone. */
const serverAtMost = 86_400;

/** Probes that take very long to notice anything. */
export const keepaliveTooPatient: Rule<Snapshot> = {
  id: 'keepalive-too-patient',
  severity: 'info',
  dialects: ['client', 'server'],
  doc: {
    summary:
      'Points out keepalives that notice a dead connection only after a quarter of an hour (client) or a day (server).',
    why: 'A side gives up after interval times (count + 1) seconds without an answer. High counts are often copied to keep a connection open, which they do not: the probes do that, and the count only says how long a dead one is kept. A client above 900 s shows a frozen terminal for that long; a server above one day keeps sessions and forwarded ports of clients that are long gone.',
    bad: 'Host web\n  ServerAliveInterval 60\n  ServerAliveCountMax 120\n',
    good: 'Host web\n  ServerAliveInterval 60\n  ServerAliveCountMax 3\n',
  },
  *check(snapshot) {
    const isClient = snapshot.dialect === 'client';
    const [interval, count] = isClient
      ? (['ServerAliveInterval', 'ServerAliveCountMax'] as const)
      : (['ClientAliveInterval', 'ClientAliveCountMax'] as const);
    const most = isClient ? clientAtMost : serverAtMost;
    for (const name of [count, interval] satisfies DirectiveName[]) {
      for (const { origin, connections } of originsOf(snapshot, name)) {
        const late = connections
          .map(({ effective }) => ({ effective, time: keepaliveTime(effective) }))
          .find(({ time }) => time !== undefined && time.total > most);
        if (late?.time === undefined) continue;
        const { time, effective } = late;
        // Said at the one of the two lines that makes it so long; a number of milliseconds has a rule of its own.
        const countLine = lineOf(certain(effective, count));
        const byCount = countLine?.uri === snapshot.uri && time.count > 3 && time.interval * 4 <= most;
        if (byCount !== (name === count) || (time.interval >= 5000 && time.interval % 1000 === 0)) continue;
        const better = byCount ? 3 : isClient ? 60 : 300;
        if ((byCount ? time.interval : better) * ((byCount ? 3 : time.count) + 1) > most) continue;
        const other = lineOf(certain(effective, byCount ? interval : count));
        for (const { entry, here } of placesOf(snapshot, origin)) {
          yield {
            span: entry.span,
            message: isClient
              ? l10n.t('ssh notices a dead connection only after {0} s: until then the terminal is frozen.', time.total)
              : l10n.t('sshd keeps the sessions and ports of a client that is gone for {0} s.', time.total),
            related: pointingAt(
              other && here(other),
              byCount ? l10n.t('The interval is set here.') : l10n.t('The count is set here.'),
            ),
            fixes: changingValue(snapshot, entry, String(better)),
          };
        }
      }
    }
  },
};
