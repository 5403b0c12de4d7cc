import * as l10n from '@vscode/l10n';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import chinese from '../../../l10n/bundle.l10n.zh-cn.json' with { type: 'json' };
import { drawTimeline } from '../../../server/src/cli/drawTimeline.ts';
import { columnsOf } from '../../../server/src/cli/terminalWidth.ts';
import { ticksOf } from '../../../server/src/picture/layout.ts';
import { pictureOf } from '../../../server/src/picture/pictureOf.ts';
import { duration, durationUnits, exactWhen } from '../../../server/src/timeouts/format.ts';
import { hoverText, lensText, type Prediction } from '../../../server/src/timeouts/model.ts';
import { timeline } from '../../../server/src/timeouts/timeline.ts';
import { situationIds } from '../../../server/src/timeouts/timer.ts';
import { foretell } from './handMade.ts';

beforeAll(() => l10n.config({ contents: chinese }));
afterAll(() => l10n.config({ contents: {} }));

const seconds = (max: number) => fc.option(fc.nat(max), { nil: undefined });
const settings = (values: Readonly<Record<string, string | number | undefined>>) =>
  Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

const predictions: fc.Arbitrary<Prediction> = fc
  .record({
    ServerAliveInterval: seconds(4000),
    ServerAliveCountMax: seconds(5),
    ConnectTimeout: seconds(900),
    ClientAliveInterval: seconds(4000),
    ClientAliveCountMax: seconds(5),
    ChannelTimeout: fc.option(fc.constantFrom('session:*=600', '*=90', 'global=1000'), { nil: undefined }),
    UnusedConnectionTimeout: seconds(900),
    path: seconds(5000),
    release: fc.constantFrom('8.0', '9.2', '9.6', '10.5'),
  })
  .map(({ path, release, ...all }) => {
    const { ServerAliveInterval, ServerAliveCountMax, ConnectTimeout, ChannelTimeout } = all;
    const { ClientAliveInterval, ClientAliveCountMax, UnusedConnectionTimeout } = all;
    return foretell({
      client: settings({ ServerAliveInterval, ServerAliveCountMax, ConnectTimeout }),
      server: settings({ ClientAliveInterval, ClientAliveCountMax, ChannelTimeout, UnusedConnectionTimeout }),
      ...(path === undefined ? {} : { path }),
      ssh: release,
      sshd: release,
    });
  });

/** Everything that is said of a prediction. */
function textsOf(prediction: Prediction): string[] {
  const pictures = situationIds.map((situation) =>
    pictureOf(prediction, {
      situation,
      sourceOf: ({ kind }) => ({ text: kind }),
      versions: { client: '10.5', server: '9.2' },
      measured: [{ lane: 'client', seconds: 12.3, date: '2026-01-01' }],
    }),
  );
  return [
    lensText(prediction),
    ...prediction.timers.map(({ id }) => hoverText(prediction, id)),
    ...pictures.flatMap(({ headline, sentence, lanes, marks }) => [
      headline,
      sentence,
      ...lanes.flatMap(({ details, later }) => [...details, later]),
      ...marks.flatMap(({ label, time, text }) => [label, time, text]),
    ]),
  ];
}

describe('in Chinese', () => {
  it('durations have Chinese units', () => {
    expect([0, 59, 600, 7875, 432000].map((each) => duration(each))).toEqual([
      '0 秒',
      '59 秒',
      '10 分钟',
      '2 小时 11 分钟 15 秒',
      '5 天',
    ]);
    expect(exactWhen({ earliest: 9, latest: 10 })).toBe('9 到 10 秒');
    expect(ticksOf(600, 800, durationUnits()).map(({ text }) => text)).toContain('2 分钟');
  });

  it('no sentence has an English unit, or a space behind a Chinese one', () => {
    fc.assert(
      fc.property(predictions, (prediction) => {
        for (const text of textsOf(prediction)) {
          expect(text).not.toMatch(/\d (s|min|h|d)\b/);
          expect(text).not.toMatch(/。 \p{Script=Han}/u);
          expect(text).not.toMatch(/[秒钟时天] \p{Script=Han}/u);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('the drawing in a terminal keeps its columns', () => {
    const drawn = drawTimeline(timeline(foretell({ client: { ServerAliveInterval: 15 }, path: 350 }))).split('\n');
    const [ruler = '', lane = ''] = drawn;
    const last = ruler.trimEnd().split(/ {2,}/).at(-1) ?? '';
    expect(last).toMatch(/^\d+ 秒$/);
    const column = columnsOf(ruler) - columnsOf(last);
    expect(columnsOf(lane.slice(0, lane.indexOf('X')))).toBe(column);
    expect(drawn.join('\n')).toMatchInlineSnapshot(`
      "         0 秒                         30 秒                       60 秒
        客户端 |-------------o--------------o-------------o-------------X
        服务器 |---------------------------------------------------------------
        | 最后一个数据包   o 未得到应答的探测   X 放弃
        之后：服务器，tcpKeepAlive，在 2 小时 11 分钟 15 秒"
    `);
  });
});
