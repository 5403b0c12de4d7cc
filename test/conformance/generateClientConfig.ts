import fc, { type Arbitrary } from 'fast-check';
import { availability } from '../../server/src/knowledge/availability.ts';
import { findDirective } from '../../server/src/knowledge/directives.ts';
import { atLeast, type OpenSshVersion } from '../../server/src/values/openSshVersion.ts';
import { canonicalValues, many, oddValue, pick, soup, usualValues, word, youngValues } from './clientValuePools.ts';

/** A configuration to compare with the real program. `@INC@` in a text stands for the directory of the includes. */
export interface GeneratedConfig {
  readonly main: string;
  /** Included files by name. */
  readonly includes: Readonly<Record<string, string>>;
  readonly host: string;
  readonly options: readonly string[];
  readonly user?: string;
  readonly port?: number;
  readonly tag?: string;
  readonly command?: string;
}

const casing = pick<(text: string) => string>(
  (text) => text,
  (text) => text.toLowerCase(),
  (text) => text.toUpperCase(),
  (text) => `"${text}"`,
);
const separator = pick(' ', ' ', ' ', '=', ' = ', '\t', '  ', '= ');
const lineEnd = pick('\n', '\n', '\n', '\r\n', ' \n', '\t\n', '\f\n');
const indent = pick('', '', '  ', '\t', '\r');

function keywordOf(names: readonly string[]): Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...names), fc.nat(5), casing)
    .map(([name, roll, change]) => (roll === 0 ? change(name) : name));
}

const values: Readonly<Record<string, Arbitrary<string>>> = {
  ...usualValues,
  ...canonicalValues,
  ...Object.fromEntries(Object.entries(youngValues).map(([name, [, young]]) => [name, young])),
};

function setting({ mischief, names }: Pick<Shape, 'mischief' | 'names'>): Arbitrary<string> {
  return fc
    .tuple(keywordOf(names), fc.nat(99), separator, oddValue, fc.nat(19), fc.infiniteStream(fc.nat()))
    .chain(([keyword, roll, between, odd, decoration]) => {
      const name = keyword.replaceAll('"', '');
      const known = Object.keys(values).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
      const usual = values[known] ?? word;
      const value = roll < mischief ? (roll % 2 === 0 ? fc.constant(odd) : soup) : usual;
      return value.map((text) => {
        const comment = decoration === 0 ? ' # a comment' : '';
        return `${keyword}${between}${text}${comment}`;
      });
    });
}

const hostPattern = pick(
  'web',
  'web1',
  'db',
  '*',
  'w*',
  '?eb',
  '!web',
  '!db*',
  '*.example',
  'web,db',
  'WEB',
  '"web"',
  'real*',
);
const oldCriterion = fc.oneof(
  fc
    .tuple(
      pick('host', 'originalhost', '!host', '!originalhost', 'HOST'),
      pick('web', 'WEB', 'w*,db', '!web,*', 'real', 'real*', '*'),
    )
    .map((parts) => parts.join(' ')),
  fc
    .tuple(pick('user', 'localuser', '!user'), pick('root', 'bob', 'r*', '!root', 'a,b-c'))
    .map((parts) => parts.join(' ')),
  pick('final', 'canonical', '!final', '!canonical', 'host=web', 'user=root', 'host = web', '"host" "w*"'),
);
/** With the release that brought them. */
const youngCriteria: readonly (readonly [since: string, criterion: Arbitrary<string>])[] = [
  ['9.4', fc.tuple(pick('tagged', '!tagged', 'TAGGED'), pick('t1', '*', 't*,!x', '!t1', '"t 1"')).map(joined)],
  ['9.4', pick('tagged=t1', 'tagged = a')],
  [
    '10.0',
    fc.tuple(pick('version', '!version'), pick('OpenSSH_*', 'OpenSSH_10.2*,x', '*9.?*', 'openssh_*')).map(joined),
  ],
  ['10.0', fc.tuple(pick('sessiontype', '!sessiontype'), pick('shell', 'exec', 'none,subsystem', '*')).map(joined)],
  ['10.0', fc.tuple(pick('command', '!command'), pick('uptime', '"ls *"', '*', '""', '"LS*"')).map(joined)],
  ['10.0', pick('version=OpenSSH_1*', 'command=uptime', 'tagged ""')],
];

const oddCriterion = pick(
  '',
  'all all',
  'tagged x',
  'host',
  'foo bar',
  'host web all user root all',
  '# x',
  'host ""',
  'user',
  'all host x',
  '!all',
  'version *',
  "host ''",
  'host #web',
  'HOST',
  'localnetwork foo',
  'sessiontype=shell',
  'tagged',
  'version',
  'command',
  'sessiontype',
  'tagged ""',
  'version ""',
  'Tagged=""',
  'canonical=x',
  '!!host web',
  '! host web',
  'user=',
  'exec',
  'host "web',
  'all=x',
);

function joined(parts: readonly string[]): string {
  return parts.join(' ');
}

interface Shape {
  readonly mischief: number;
  /** Keywords to set. */
  readonly names: readonly string[];
  readonly version: OpenSshVersion;
}

function section({ mischief, version }: Shape): Arbitrary<string> {
  const young = youngCriteria.flatMap(([since, one]) => (atLeast(version, since) ? [one] : []));
  const criterion = fc.oneof({ weight: 5, arbitrary: oldCriterion }, ...young);
  return fc.tuple(fc.nat(99), fc.nat(3)).chain(([roll, kind]) => {
    if (kind < 2)
      return many(hostPattern).map((patterns) => (roll < mischief ? `Host "" ${patterns}` : `Host ${patterns}`));
    if (kind === 3 && roll < mischief) return soup.map((text) => `Host ${text}`);
    if (roll < mischief / 2) return soup.map((text) => (kind === 2 ? `Match host ${text}` : `Match ${text}`));
    if (roll < mischief) return oddCriterion.map((text) => `Match ${text}`);
    const ending = kind === 2 ? pick('', '', ' # comment') : pick('');
    return fc.oneof(
      fc.constant('Match all'),
      fc.tuple(many(criterion, 2), ending).map((parts) => `Match ${parts.join('')}`),
      criterion.map((one) => `Match ${one} all`),
    );
  });
}

const includeNames = ['1.conf', '2.conf', '3.conf'];
const include = pick(
  '1.conf',
  '2.conf',
  '3.conf',
  '*.conf',
  'missing',
  '[12].conf',
  '?.conf',
  '3.conf @INC@/1.conf',
  '{1,2}.conf',
).map((name) => `Include @INC@/${name}`);

/** Now and then a file includes itself. */
const nestedInclude = pick('3.conf', '3.conf', '3.conf', 'missing', '?.conf').map((name) => `Include @INC@/${name}`);

const noise = pick('', '# comment', '   # indented', '\t', '   ');
const unknown = pick('UnknownThing x', 'foo bar', 'Bar "a', 'ServerAliveIntervall 5', 'Foo=1', 'unknownOther');

function file(shape: Shape, mayInclude: boolean, small = false): Arbitrary<string> {
  const { mischief } = shape;
  const line = fc.nat(99).chain((roll) => {
    if (roll < 18) return section(shape);
    if (roll < 24) return mayInclude ? include : roll === 23 ? nestedInclude : noise;
    if (roll < 28) return noise;
    if (roll < 28 + Math.min(mischief, 4)) return unknown;
    return setting(shape);
  });
  const decorated = fc.tuple(indent, line, lineEnd).map((parts) => parts.join(''));
  return fc
    .array(decorated, {
      minLength: small ? 1 : mayInclude ? 8 : 2,
      maxLength: small ? 3 : mayInclude ? 40 : 12,
      size: 'max',
    })
    .map((lines) => lines.join(''));
}

/** Keywords that make ssh ask a name server where both kinds meet; they are never given together. */
const canonicalKeywords = ['CanonicalizeHostname'];
const domainKeywords = ['CanonicalDomains'];

/**
 * Configurations of many kinds: about half have nothing wrong, the others have ever more of it. Some are only a few
 * lines, so that what is wrong with one of them is not hidden by another. Never Match exec.
 */
export function generatedConfig(version: OpenSshVersion): Arbitrary<GeneratedConfig> {
  const isKnown = (name: string): boolean => {
    const directive = findDirective('client', name);
    return directive !== undefined && availability(directive, version, name).kind !== 'not-yet';
  };
  // Without the library a build takes such a line, whatever its value is.
  const isBuiltIn = (name: string): boolean => {
    return findDirective('client', name)?.compiledWith === undefined || version.vendor === 'debian';
  };
  const unknown = Object.keys(values).filter((name) => !isKnown(name));
  const usual = Object.keys(values).filter((name) => isKnown(name) && isBuiltIn(name) && !(name in canonicalValues));
  const kind = fc.tuple(pick(0, 0, 0, 2, 6, 20, 60), fc.boolean(), fc.boolean());
  return kind.chain(([mischief, canonical, rare]) => {
    const small = mischief === 60;
    // ForkAfterAuthentication without a command, RefuseConnection and what is not known yet end ssh for every host.
    const names = [...usual, ...(canonical ? canonicalKeywords : domainKeywords)].filter(
      (name) => small || rare || name !== 'RefuseConnection',
    );
    const shape = { mischief, names: small ? [...names, ...unknown] : names, version };
    const includes = fc.tuple(...includeNames.map(() => file(shape, false, small)));
    return fc.record(
      {
        main: file(shape, true, small),
        includes: includes.map((texts) => Object.fromEntries(texts.map((text, i) => [includeNames[i] ?? '', text]))),
        host: pick(...hostNames),
        options: fc.array(setting(shape), { maxLength: 2 }),
        user: pick('bob', 'root'),
        port: pick(2222, 22),
        command: pick('uptime', 'ls -l'),
        ...(atLeast(version, '9.4') ? { tag: pick('t1', 'x') } : {}),
      },
      { requiredKeys: ['main', 'includes', 'host', 'options'] },
    );
  });
}

const hostNames = [
  'web',
  'web',
  'WEB',
  'db',
  'web1',
  'x.example',
  '10.0.0.1',
  '::1',
  'me@web',
  'ssh://me@db:2200',
  '127.1',
  '::ffff:1.2.3.4',
];
