import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawPicture } from '../../../server/src/picture/drawPicture.ts';
import type { Picture } from '../../../server/src/picture/picture.ts';
import { pictureOf } from '../../../server/src/picture/pictureOf.ts';
import { element, type SvgNode, svgText } from '../../../server/src/picture/svgNode.ts';
import { predict } from '../../../server/src/timeouts/model.ts';
import { situationIds } from '../../../server/src/timeouts/timer.ts';
import { parseVersion } from '../../../server/src/values/openSshVersion.ts';

const versions = ['8.0', '8.9', '9.2', '10.5'].map((text) => parseVersion(text));

const pictures: fc.Arbitrary<Picture> = fc
  .record({
    client: fc.record({ interval: fc.nat(4_000), count: fc.nat(30) }),
    server: fc.record({ interval: fc.nat(4_000), count: fc.nat(30) }),
    path: fc.option(fc.integer({ min: 1, max: 500_000 }), { nil: undefined }),
    version: fc.constantFrom(...versions),
    situation: fc.constantFrom(...situationIds),
    measured: fc.boolean(),
  })
  .map(({ client, server, path, version, situation, measured }) => {
    if (!version) throw new Error('no version');
    const overrides = {
      client: { serveraliveinterval: String(client.interval), serveralivecountmax: String(client.count) },
      server: { clientaliveinterval: String(server.interval), clientalivecountmax: String(server.count) },
    };
    const prediction = predict({ clientVersion: version, serverVersion: version, path, overrides, situation });
    return pictureOf(prediction, {
      situation,
      sourceOf: ({ kind }) => ({ text: kind }),
      versions: { client: '10.5', server: '9.2' },
      measured: measured ? [{ lane: 'client', seconds: 12.3, date: 'today' }] : [],
    });
  });

function* every(node: SvgNode): Generator<SvgNode> {
  yield node;
  for (const child of node.children) if (typeof child !== 'string') yield* every(child);
}

describe('the drawing', () => {
  it('keeps every mark between the ends of the axis, at any width', () => {
    fc.assert(
      fc.property(pictures, fc.integer({ min: 320, max: 1_800 }), (picture, width) => {
        const drawn = drawPicture(picture, { width });
        for (const { attributes } of every(drawn)) {
          for (const name of ['x', 'x1', 'x2', 'cx'] as const) {
            const at = attributes[name];
            if (typeof at !== 'number') continue;
            expect(Number.isFinite(at)).toBe(true);
            expect(at).toBeGreaterThanOrEqual(-24);
            expect(at).toBeLessThanOrEqual(Number(drawn.attributes['width']));
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('has one element for each mark, found by its index', () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const drawn = [...every(drawPicture(picture, { width: 900 }))];
        const indexes = drawn.flatMap(({ attributes }) => attributes['data-mark'] ?? []);
        expect(indexes.toSorted((a, b) => Number(a) - Number(b))).toEqual(picture.marks.map((_, index) => index));
      }),
      { numRuns: 60 },
    );
  });

  it('calls first what the verdict calls first, and nothing else', () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const first = picture.marks.filter((mark) => mark.first);
        const instants = picture.marks
          .filter(({ kind }) => /gives-up|closes-idle|path-forgets/.test(kind))
          .map(({ at, until }) => until ?? at);
        for (const { at, until, lane } of first) {
          expect(until ?? at).toBe(Math.min(...instants));
          if (first.length > 1) continue;
          expect(picture.headline.toLowerCase()).toContain(lane);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is an SVG file that stands alone, with its words for who cannot see it', () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const text = svgText(drawPicture(picture, { width: 800, standalone: true }));
        expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
        expect(text).toContain('<title>');
        expect(text).not.toMatch(/(undefined|NaN|Infinity|\[object)/);
        expect(text).not.toMatch(/(href|url)=?\(?["']?https?:/);
      }),
      { numRuns: 40 },
    );
  });
});

describe('text in a drawing', () => {
  it('is escaped, whatever it holds', () => {
    expect(svgText(element('text', { class: '"><script>' }, '</text><script>&\u0000\u001b'))).toBe(
      '<text class="&#34;&#62;&#60;script&#62;">&#60;/text&#62;&#60;script&#62;&#38;\ufffd\ufffd</text>',
    );
  });
});
