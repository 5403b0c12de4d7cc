import type { Directive, ValueType } from '../server/src/knowledge/directive.ts';
import { clientDirectives, serverDirectives } from '../server/src/knowledge/directives.ts';
import type { Dialect } from '../server/src/syntax/configFile.ts';

// Builds the TextMate grammars beside this file from what is known of the directives. test/grammar/generated.test.ts
// compares them and, run with `-u`, writes them anew.

interface Rule {
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly include?: string;
  readonly captures?: Readonly<Record<string, Rule>>;
  readonly beginCaptures?: Readonly<Record<string, Rule>>;
  readonly endCaptures?: Readonly<Record<string, Rule>>;
  readonly patterns?: readonly Rule[];
}

export interface Grammar {
  readonly $schema: string;
  readonly name: string;
  readonly scopeName: string;
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
}

/** How the arguments of a directive are coloured. */
type Kind =
  | 'host'
  | 'match'
  | 'include'
  | 'raw'
  | 'time'
  | 'choice'
  | 'algorithms'
  | 'environment'
  | 'address'
  | 'text'
  | 'deprecated';

const timeTypes: readonly ValueType[] = [
  'time',
  'controlpersist',
  'addkeys',
  'enum-or-interval',
  'channel-timeout-list',
  'penalties',
  'rekeylimit',
];
const choiceTypes: readonly ValueType[] = [
  'yesno',
  'enum',
  'enum-list',
  'int',
  'int-or-none',
  'port',
  'qos',
  'maxstartups',
  'netblock',
  'mode-octal',
  'yesno-or-path',
  'yesno-or-pattern-list',
  'tun-device',
];

const addressTypes: readonly ValueType[] = ['forward-spec', 'permit-spec', 'jump-spec', 'listen-address'];

function kindOf(directive: Directive): Kind {
  if (directive.status === 'deprecated' || directive.status === 'removed' || directive.status === 'unsupported') {
    return 'deprecated';
  }
  if (directive.type === 'host-patterns') return 'host';
  if (directive.type === 'match-criteria') return 'match';
  if (directive.type === 'include-paths') return 'include';
  if (directive.args === 'rest' && directive.type !== 'jump-spec') return 'raw';
  if (directive.type === 'algorithm-list') return 'algorithms';
  if (directive.type === 'env-list') return 'environment';
  if (addressTypes.includes(directive.type)) return 'address';
  if (timeTypes.includes(directive.type)) return 'time';
  return choiceTypes.includes(directive.type) ? 'choice' : 'text';
}

/** The criteria of a Match line, by whether a value follows. */
const criteria = {
  client: {
    bare: ['all', 'canonical', 'final'],
    valued: [
      'exec',
      'host',
      'originalhost',
      'user',
      'localuser',
      'localnetwork',
      'tagged',
      'version',
      'sessiontype',
      'command',
    ],
  },
  server: {
    bare: ['all', 'invalid-user'],
    valued: ['user', 'group', 'host', 'address', 'localaddress', 'localport', 'rdomain', 'version'],
  },
} as const;

// A word starts where the keyword and its separator ended, or after a blank; it ends before a blank or at the end.
const start = String.raw`(?:\G|(?<=[ \t]))`;
const end = String.raw`(?=[ \t\r]|$)`;

export function buildGrammar(dialect: Dialect): Grammar {
  const suffix = dialect === 'client' ? 'ssh_config' : 'sshd_config';
  const scope = (name: string) => `${name}.${suffix}`;
  const directives = dialect === 'client' ? clientDirectives : serverDirectives;
  const names = new Map<Kind, string[]>();
  for (const directive of directives) {
    const kind = kindOf(directive);
    names.set(kind, [...(names.get(kind) ?? []), directive.name, ...(directive.aliases ?? [])]);
  }

  /** A line that starts with one of `keywords`; `inside` colours the arguments. */
  const line = (keywords: readonly string[], keyword: string, meta: string, inside: readonly string[]): Rule => ({
    name: scope(meta),
    begin: String.raw`^[ \t\r]*("?)((?i:${alternation(keywords)}))(\1)(?:(?<=")|(?=[ \t\r="]|$))[ \t\r]*(?:(=)[ \t\r]*)?`,
    beginCaptures: { 2: { name: scope(keyword) }, 4: { name: scope('keyword.operator.assignment') } },
    end: '$',
    patterns: inside.map((rule) => ({ include: `#${rule}` })),
  });
  const kind = (name: Kind, keyword: string, meta: string, inside: readonly string[]): Record<string, Rule> => {
    const keywords = names.get(name);
    return keywords === undefined ? {} : { [`line-${name}`]: line(keywords, keyword, meta, inside) };
  };
  const quoted = (quote: string, style: string): Rule => ({
    name: scope(`string.quoted.${style}`),
    begin: quote,
    beginCaptures: { 0: { name: scope('punctuation.definition.string.begin') } },
    end: `(${quote})|$`,
    endCaptures: { 1: { name: scope('punctuation.definition.string.end') } },
    patterns: [
      { name: scope('constant.character.escape'), match: String.raw`\\["'\\]` },
      { include: '#expansion' },
      { include: '#wildcard' },
    ],
  });

  const lines: Record<string, Rule> = {
    ...kind('host', 'keyword.control.section', 'meta.section.host', ['comment', 'host-pattern']),
    ...kind('match', 'keyword.control.section', 'meta.section.match', ['comment', 'criterion', 'string', 'text']),
    ...kind('include', 'keyword.control.include', 'meta.include', ['comment', 'string', 'expansion', 'glob', 'text']),
    ...kind('raw', 'keyword.other.directive', 'meta.directive', ['raw']),
    ...kind('time', 'keyword.other.directive', 'meta.directive', ['comment', 'time', 'choice', 'string', 'text']),
    ...kind('choice', 'keyword.other.directive', 'meta.directive', ['comment', 'choice', 'string', 'text']),
    ...kind('algorithms', 'keyword.other.directive', 'meta.directive', ['comment', 'sign', 'string', 'text']),
    ...kind('environment', 'keyword.other.directive', 'meta.directive', ['comment', 'assignment', 'string', 'text']),
    ...kind('address', 'keyword.other.directive', 'meta.directive', ['comment', 'string', 'none', 'address', 'text']),
    ...kind('text', 'keyword.other.directive', 'meta.directive', ['comment', 'string', 'none', 'text']),
    ...kind('deprecated', 'keyword.other.directive.deprecated', 'meta.directive', [
      'comment',
      'choice',
      'string',
      'text',
    ]),
    'line-unknown': {
      name: scope('meta.directive.unknown'),
      begin: String.raw`^[ \t\r]*"?([^ \t\r"=#][^ \t\r"=]*)"?[ \t\r]*(?:(=)[ \t\r]*)?`,
      beginCaptures: {
        1: { name: scope('variable.other.unknown-directive') },
        2: { name: scope('keyword.operator.assignment') },
      },
      end: '$',
      patterns: ['comment', 'string', 'text'].map((rule) => ({ include: `#${rule}` })),
    },
  };

  return {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    name: dialect === 'client' ? 'SSH Client Config' : 'SSH Server Config',
    scopeName: `source.${suffix}`,
    patterns: [{ include: '#comment-line' }, ...Object.keys(lines).map((name) => ({ include: `#${name}` }))],
    repository: {
      'comment-line': {
        match: String.raw`^[ \t\r]*((#).*)$`,
        captures: {
          1: { name: scope('comment.line.number-sign') },
          2: { name: scope('punctuation.definition.comment') },
        },
      },
      ...lines,
      comment: {
        match: `${start}(#).*$`,
        name: scope('comment.line.number-sign'),
        captures: { 1: { name: scope('punctuation.definition.comment') } },
      },
      string: { patterns: [quoted('"', 'double'), quoted("'", 'single')] },
      expansion: {
        patterns: [
          { name: scope('constant.other.placeholder'), match: '%[%A-Za-z]' },
          {
            name: scope('variable.other.environment'),
            match: String.raw`(\$\{)[A-Za-z_][A-Za-z0-9_]*(\})`,
            captures: {
              1: { name: scope('punctuation.definition.variable.begin') },
              2: { name: scope('punctuation.definition.variable.end') },
            },
          },
        ],
      },
      wildcard: { name: scope('keyword.operator.wildcard'), match: '[*?]' },
      glob: { name: scope('keyword.operator.wildcard'), match: String.raw`[*?]|\[[^\] \t]*\]` },
      negation: { name: scope('keyword.operator.negation'), match: String.raw`(?:\G|(?<=[ \t,"']))!` },
      none: { name: scope('constant.language'), match: `${start}none${end}` },
      number: { name: scope('constant.numeric'), match: String.raw`${start}-?\d+${end}` },
      'host-pattern': {
        patterns: [
          { include: '#negation' },
          { include: '#wildcard' },
          { include: '#string' },
          { name: scope('entity.name.type.host'), match: String.raw`[^ \t\r"'*?]+` },
        ],
      },
      criterion: {
        patterns: [
          {
            match: `${start}(!?)((?i:${alternation(criteria[dialect].bare)}))${end}`,
            captures: {
              1: { name: scope('keyword.operator.negation') },
              2: { name: scope('keyword.control.criterion') },
            },
          },
          {
            begin: String.raw`${start}(!?)((?i:${alternation(criteria[dialect].valued)}))(?=[ \t=]|$)[ \t]*(?:(=)[ \t]*)?`,
            beginCaptures: {
              1: { name: scope('keyword.operator.negation') },
              2: { name: scope('keyword.control.criterion') },
              3: { name: scope('keyword.operator.assignment') },
            },
            end: String.raw`(?=[ \t\r])|$`,
            patterns: [
              { include: '#string' },
              { include: '#expansion' },
              { include: '#negation' },
              { include: '#wildcard' },
              { name: scope('punctuation.separator.list'), match: ',' },
              { name: scope('string.unquoted.pattern'), match: String.raw`[^ \t\r"'*?,%$!]+|[%$!]` },
            ],
          },
        ],
      },
      // `+aes128-ctr`, `-ssh-rsa*`, `^x`: what a list does to the default one.
      sign: { name: scope('keyword.operator.list'), match: String.raw`${start}[+^-](?=[^ \t\r])` },
      // `NAME=value`, `-LC_*`.
      assignment: {
        patterns: [
          {
            match: `${start}([A-Za-z_][A-Za-z0-9_]*)(=)`,
            captures: {
              1: { name: scope('variable.other.environment') },
              2: { name: scope('keyword.operator.assignment') },
            },
          },
          { name: scope('keyword.operator.list'), match: String.raw`${start}-(?=[^ \t\r])` },
        ],
      },
      address: {
        patterns: [
          {
            match: String.raw`(\[)([0-9A-Fa-f:.]+(?:%[^ \t\]]+)?)(\])`,
            captures: {
              1: { name: scope('punctuation.definition.address.begin') },
              2: { name: scope('string.unquoted') },
              3: { name: scope('punctuation.definition.address.end') },
            },
          },
          { name: scope('constant.numeric'), match: String.raw`(?:${start}|(?<=:))\d+(?=[ \t\r,:/]|$)` },
          { name: scope('punctuation.separator.port'), match: ':' },
          { name: scope('punctuation.separator.user'), match: '@' },
          { name: scope('string.unquoted'), match: String.raw`[^ \t\r"'*?,%$!\\:@\[\]]+` },
        ],
      },
      time: {
        patterns: [
          { include: '#amount' },
          // A channel type or penalty with its time: `session:*=20m`, `authfail:5s`.
          {
            match: String.raw`${start}([A-Za-z][^ \t\r"'=]*?)([=:])((?:\d+[A-Za-z]?)+|none)${end}`,
            captures: {
              1: { name: scope('string.unquoted'), patterns: [{ include: '#wildcard' }] },
              2: { name: scope('keyword.operator.assignment') },
              3: { patterns: [{ include: '#amount-part' }, { name: scope('constant.language'), match: 'none' }] },
            },
          },
        ],
      },
      amount: {
        match: String.raw`${start}((?:\d+[smhdwgkSMHDWGK]?)+)${end}`,
        captures: { 1: { patterns: [{ include: '#amount-part' }] } },
      },
      'amount-part': {
        match: String.raw`(\d+)([A-Za-z]?)`,
        captures: { 1: { name: scope('constant.numeric') }, 2: { name: scope('keyword.other.unit') } },
      },
      choice: {
        patterns: [
          { include: '#number' },
          { include: '#none' },
          { name: scope('constant.language.boolean'), match: `${start}(?i:yes|no|true|false)${end}` },
          { name: scope('variable.other.enummember'), match: `${start}[A-Za-z][A-Za-z0-9_-]*${end}` },
        ],
      },
      text: {
        patterns: [
          { include: '#number' },
          { include: '#expansion' },
          { include: '#negation' },
          { include: '#wildcard' },
          { name: scope('constant.character.escape'), match: String.raw`\\["'\\ ]` },
          { name: scope('punctuation.separator.list'), match: ',' },
          { name: scope('string.unquoted'), match: String.raw`[^ \t\r"'*?,%$!\\]+|[%$!\\]` },
        ],
      },
      raw: {
        patterns: [
          { include: '#expansion' },
          { name: scope('string.unquoted.command'), match: String.raw`[^%$\r]+|[%$]` },
        ],
      },
    },
  };
}

function alternation(names: readonly string[]): string {
  return [...new Set(names.map((name) => name.toLowerCase()))].sort().join('|');
}
