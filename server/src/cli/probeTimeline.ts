import type { KeepaliveReport } from '../keepalive/report.ts';
import { isOpenSsh } from '../keepalive/serverInterval.ts';
import { situationTitle } from '../picture/situationTitle.ts';
import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';
import { type Prediction, predict } from '../timeouts/model.ts';
import { timeline } from '../timeouts/timeline.ts';
import { newestKnownVersion, versionFromBanner } from '../values/openSshVersion.ts';
import { drawTimeline, type MeasuredMark } from './drawTimeline.ts';
import { platform } from './machine.ts';

/**
 * The prediction for a dead path as text, with what the test measured beside it and what it takes for granted; empty
 * where no connection came about, or the server is of another house, whose limits are not known.
 * @param client What ssh uses for the host.
 */
export function probeTimeline(report: KeepaliveReport, client: EffectiveConfig): string {
  if (report.outcome === 'void' || report.phase !== 'live') return '';
  if (!isOpenSsh(report.server.software)) return '';
  const prediction = predictionOf(report, client);
  const measured = (['client', 'server'] as const).flatMap((lane): MeasuredMark[] => {
    const seconds = report.cut?.[lane];
    return seconds == null ? [] : [{ lane, seconds }];
  });
  const drawn = drawTimeline(timeline(prediction, 'dead-idle'), { measured });
  const assumed = prediction.assumptions.map((text) => `  ${text}`);
  return `\n${[situationTitle('dead-idle'), drawn, ...assumed].join('\n')}\n`;
}

function predictionOf({ server, measuredAt }: KeepaliveReport, client: EffectiveConfig): Prediction {
  const { interval, software } = server;
  const measured =
    interval.kind === 'measured'
      ? {
          measuredServer: {
            date: measuredAt.slice(0, 10),
            values: { clientaliveinterval: String(interval.configured) },
          },
        }
      : {};
  return predict({
    client,
    clientVersion: client.version,
    clientPlatform: platform(),
    serverVersion: versionFromBanner(software ?? '') ?? newestKnownVersion,
    ...measured,
    situation: 'dead-idle',
  });
}
