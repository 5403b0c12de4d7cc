import type { Dialect } from '../syntax/configFile.ts';

/** The shape of a directive's arguments. */
export type ValueType =
  | 'yesno'
  | 'enum'
  | 'int'
  | 'int-or-none'
  | 'port'
  | 'time'
  | 'string'
  | 'path'
  | 'pathlist'
  | 'command'
  | 'list'
  | 'pattern-list'
  | 'host-patterns'
  | 'match-criteria'
  | 'include-paths'
  | 'algorithm-list'
  | 'env-list'
  | 'forward-spec'
  | 'permit-spec'
  | 'jump-spec'
  | 'listen-address'
  | 'rekeylimit'
  | 'controlpersist'
  | 'addkeys'
  | 'channel-timeout-list'
  | 'maxstartups'
  | 'netblock'
  | 'penalties'
  | 'qos'
  | 'char'
  | 'tun-device'
  | 'cname-rules'
  | 'mode-octal'
  | 'yesno-or-path'
  | 'yesno-or-pattern-list'
  | 'enum-or-interval'
  | 'enum-list'
  | 'cidr-list'
  | 'auth-method-list'
  | 'subsystem'
  | 'string-rest'
  | 'ignored'
  | 'unknown';

/** What happens when the directive is given again. */
export type Repetition = 'first-value-wins' | 'last-value-wins' | 'accumulates' | 'section' | 'n/a';

export type DirectiveStatus = 'active' | 'deprecated' | 'removed' | 'unsupported' | 'distro-only';

/** One keyword of one dialect. Releases are written `"9.2"`; `"<5.0"` means older than anything supported here. */
export interface Directive {
  /** As the manual spells it. */
  readonly name: string;
  readonly dialect: Dialect;
  readonly status: DirectiveStatus;
  readonly category: string;
  readonly type: ValueType;
  /** Number of arguments: `1`, `2`, `1..2`, `many`, `rest` (the raw line) ... */
  readonly args: string;
  readonly repetition: Repetition;
  /** Words of an enum or yes/no directive. */
  readonly words?: readonly string[];
  /** Words that are printed or read as another: `{"true": ["yes"]}`. */
  readonly synonyms?: Readonly<Record<string, readonly string[]>>;
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
  /** The newest release's default; undefined where it is unset or not a fixed value. */
  readonly default?: string;
  /** Defaults over time, oldest first: `[release, value]`. */
  readonly defaultHistory?: readonly (readonly [string, string])[];
  /** What 0 does. */
  readonly zero?: string;
  readonly noneAllowed?: boolean;
  /** Percent tokens that are expanded, such as `%h`. */
  readonly tokens?: readonly string[];
  /** Whether `${VARIABLE}` is expanded. */
  readonly expandsEnvironment?: boolean;
  readonly since: string;
  readonly deprecatedIn?: string;
  readonly removedIn?: string;
  /** Client: allowed under Host and Match. Server: allowed under Match, from `inMatchSince` on. */
  readonly inBlocks: boolean;
  readonly inMatchSince?: string;
  /** Keywords that mean this directive. */
  readonly aliases?: readonly string[];
  /** For an alias kept as a row of its own: the directive it sets. */
  readonly aliasOf?: string;
  /** Distributions whose builds know or change it. */
  readonly distribution?: string;
  /** Part of the product's subject: shown first. */
  readonly aboutTime: boolean;
}
