import * as l10n from '@vscode/l10n';
import { duration } from '../../timeouts/format.ts';
import type { Row } from './counter.ts';
import type { FleetReport } from './fleetReport.ts';
import { verdictName } from './fleetTexts.ts';
import { percent } from './formatFleetText.ts';
import { type Html, html } from './html.ts';
import type { VerdictId } from './judgement.ts';

const width = 720;

/** One bar, divided by verdicts; its parts are named below it in the tables. */
export function verdictBar(rows: readonly Row<VerdictId>[], barWidth = width, height = 28): Html {
  const total = rows.reduce((sum, { hosts }) => sum + hosts, 0);
  let x = 0;
  const parts = rows.map(({ key, hosts }) => {
    const part = total === 0 ? 0 : (hosts / total) * barWidth;
    const label = `${verdictName(key)}: ${hosts} (${percent(hosts, total)})`;
    const rect = html`<rect class="v-${key}" x="${x.toFixed(2)}" y="0" width="${part.toFixed(2)}" height="${height}"><title>${label}</title></rect>`;
    x += part;
    return rect;
  });
  const label = rows.map(({ key, hosts }) => `${verdictName(key)} ${hosts}`).join(', ');
  return html`<svg role="img" aria-label="${label}" viewBox="0 0 ${barWidth} ${height}" preserveAspectRatio="none">${parts}</svg>`;
}

/** How many machines notice a client that has gone after how long. */
export function noticedHistogram({ noticedWithin }: FleetReport): Html {
  const longest = Math.max(...noticedWithin.map(({ bound }) => (Number.isFinite(bound) ? Number(bound) : 0)));
  const columns = noticedWithin.map(({ bound, hosts }) => {
    if (bound === null) return { label: l10n.t('never'), hosts };
    return { label: Number.isFinite(bound) ? `≤ ${duration(bound)}` : `> ${duration(longest)}`, hosts };
  });
  const most = Math.max(1, ...columns.map(({ hosts }) => hosts));
  const [height, floor, step] = [200, 160, width / columns.length];
  const drawn = columns.map(({ label, hosts }, i) => {
    const tall = hosts === 0 ? 0 : Math.max(2, (hosts / most) * 130);
    const tone = i <= 2 ? 'noticed' : i <= 4 ? 'slow' : i === columns.length - 1 ? 'never' : 'tcp-only';
    const middle = (i + 0.5) * step;
    return html`<g><rect class="v-${tone}" x="${(i * step + 8).toFixed(1)}" y="${(floor - tall).toFixed(1)}" width="${(step - 16).toFixed(1)}" height="${tall.toFixed(1)}"><title>${label}: ${hosts}</title></rect><text x="${middle.toFixed(1)}" y="${(floor - tall - 6).toFixed(1)}">${hosts}</text><text x="${middle.toFixed(1)}" y="${floor + 18}">${label}</text></g>`;
  });
  const label = columns.map(({ label: name, hosts }) => `${name}: ${hosts}`).join(', ');
  return html`<svg role="img" aria-label="${label}" class="histogram" viewBox="0 0 ${width} ${height}"><line x1="0" y1="${floor}" x2="${width}" y2="${floor}"/>${drawn}</svg>`;
}
