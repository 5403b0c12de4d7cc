import { describe, expect, it } from 'vitest';
import { directivesOf } from '../../../server/src/knowledge/directives.ts';
import { matchCriteria } from '../../../server/src/knowledge/matchCriteria.ts';
import { criterionText, type DirectiveTexts, fullTextFor, textFor } from '../../../server/src/knowledge/texts.ts';
import english from '../../../texts/directives.en.json' with { type: 'json' };
import chinese from '../../../texts/directives.zh-cn.json' with { type: 'json' };

const languages: readonly (readonly [string, DirectiveTexts])[] = [
  ['English', english],
  ['Chinese', chinese],
];
const dialects = ['client', 'server'] as const;
const keywordsOf = (dialect: 'client' | 'server') =>
  directivesOf(dialect).flatMap((row) => [row.name, ...(row.aliases ?? [])]);

describe.each(languages)('the %s texts', (language, texts) => {
  it.each(dialects)('have exactly one for every keyword of the %s', (dialect) => {
    expect(Object.keys(texts[dialect]).sort()).toEqual(keywordsOf(dialect).sort());
    expect(Object.keys(texts.matchCriteria[dialect]).sort()).toEqual(
      matchCriteria[dialect].map((criterion) => criterion.name.toLowerCase()).sort(),
    );
  });

  it.each(dialects)('explain the %s keywords instead of restating them', (dialect) => {
    for (const [name, { summary }] of Object.entries(texts[dialect])) {
      const words = summary.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
      expect(words.length, name).toBeGreaterThan(language === 'Chinese' ? 6 : 20);
      expect(words.startsWith(name.toLowerCase()) && words.length < name.length + 12, name).toBe(false);
      expect(summary, name).not.toMatch(/\n|specifies whether/i);
    }
  });

  it.each(dialects)('have no two %s keywords of the same meaning but aliases', (dialect) => {
    const seen = new Map<string, string>();
    for (const [name, { summary }] of Object.entries(texts[dialect])) {
      if (/^(Very old name|Left over|.*很早以前的名称|旧 Debian 补丁)/.test(summary)) continue;
      expect(seen.get(summary), name).toBeUndefined();
      seen.set(summary, name);
    }
  });

  it.each(dialects)('tell the whole story of the %s directives about time', (dialect) => {
    for (const row of directivesOf(dialect).filter((row) => row.aboutTime)) {
      expect(texts[dialect][row.name]?.details?.length ?? 0, row.name).toBeGreaterThan(80);
    }
  });
});

/** What a text says beyond `known`: words of English, single characters of Chinese. */
function newWords(language: string, text: string, known: string): string[] {
  const split = (words: string) =>
    language === 'Chinese' ? (words.match(/\p{Script=Han}/gu) ?? []) : (words.toLowerCase().match(/[a-z]{3,}/g) ?? []);
  const before = new Set(split(known));
  return [...new Set(split(text))].filter((word) => !before.has(word));
}

describe.each(languages)('the %s details', (language, texts) => {
  it.each(dialects)(
    'tell of every %s directive in use a consequence that its summary and its type do not',
    (dialect) => {
      const inUse = directivesOf(dialect).filter(
        (row) => row.type !== 'ignored' && (row.status === 'active' || row.status === 'distro-only') && !row.aliasOf,
      );
      expect(inUse.length).toBeGreaterThan(90);
      for (const row of inUse) {
        const { summary = '', details = '' } = texts[dialect][row.name] ?? {};
        const known = [row.name, summary, ...(row.words ?? []), row.default ?? '', row.unit ?? ''].join(' ');
        expect(newWords(language, details, known).length, `${row.name}: ${details}`).toBeGreaterThan(4);
      }
    },
  );

  it('write Chinese marks in Chinese sentences', () => {
    if (language !== 'Chinese') return;
    const outsideCode = (text: string) => text.replace(/`[^`]*`/g, 'x');
    for (const dialect of dialects) {
      for (const [name, { summary, details = '' }] of Object.entries(texts[dialect])) {
        for (const text of [summary, details].map(outsideCode)) {
          expect(text, name).not.toMatch(/\p{Script=Han}[,;:!?()]|[,;:!?()]\p{Script=Han}/u);
          expect(text, name).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u);
        }
      }
    }
  });
});

describe('a text', () => {
  it('is found by any spelling and by an alias', () => {
    expect(textFor(english, 'client', 'serveraliveinterval')?.summary).toContain('Seconds');
    expect(textFor(english, 'server', 'keepalive')?.summary).toContain('old name of TCPKeepAlive');
    expect(fullTextFor(english, 'server', 'keepalive')?.details).toContain('7200');
    expect(textFor(english, 'server', 'ServerAliveInterval')).toBeUndefined();
    expect(criterionText(english, 'server', 'Invalid-User')).toContain('does not exist');
  });

  it('has details in both languages or in none, with the same figures', () => {
    for (const dialect of dialects) {
      for (const name of keywordsOf(dialect)) {
        const figures = [english, chinese].map((texts: DirectiveTexts) =>
          [...new Set(texts[dialect][name]?.details?.match(/\d+(\.\d+)?/g) ?? [])].sort(),
        );
        expect(figures[0], name).toEqual(figures[1]);
      }
    }
  });
});
