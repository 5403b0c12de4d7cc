import type { Dialect } from '../syntax/configFile.ts';

/** The shape of a criterion's argument. */
export type CriterionArgument =
  | 'none'
  /** Comma-separated patterns with `*`, `?` and `!`. */
  | 'pattern-list'
  /** A command for the user's shell. It is never run to find out. */
  | 'command'
  /** Comma-separated networks. */
  | 'cidr-list'
  /** Comma-separated addresses, patterns or networks. */
  | 'address-list'
  | 'port';

export interface MatchCriterion {
  /** As the manual spells it; read whatever the case of its letters. */
  readonly name: string;
  readonly dialect: Dialect;
  readonly argument: CriterionArgument;
  readonly since: string;
  /** The argument is compared whatever the case of its letters. */
  readonly ignoresCase?: boolean;
  /** Only running or looking at the machine can tell: its outcome is taken as unknown. */
  readonly undecidable?: boolean;
  /** Whether `criterion=argument` works; the client forgot one. */
  readonly equalsForm?: boolean;
  /** Release from which an empty argument is allowed. */
  readonly emptySince?: string;
  /** Must stand alone on its line, or after just one other criterion. */
  readonly alone?: 'strictly' | 'after-one';
}

const client = [
  { name: 'all', dialect: 'client', argument: 'none', since: '6.5', alone: 'after-one' },
  { name: 'canonical', dialect: 'client', argument: 'none', since: '6.8' },
  { name: 'final', dialect: 'client', argument: 'none', since: '8.0' },
  { name: 'exec', dialect: 'client', argument: 'command', since: '6.5', undecidable: true, equalsForm: true },
  { name: 'host', dialect: 'client', argument: 'pattern-list', since: '6.5', ignoresCase: true, equalsForm: true },
  {
    name: 'originalhost',
    dialect: 'client',
    argument: 'pattern-list',
    since: '6.5',
    ignoresCase: true,
    equalsForm: true,
  },
  { name: 'user', dialect: 'client', argument: 'pattern-list', since: '6.5', equalsForm: true },
  { name: 'localuser', dialect: 'client', argument: 'pattern-list', since: '6.5', equalsForm: true },
  { name: 'localnetwork', dialect: 'client', argument: 'cidr-list', since: '9.4', undecidable: true, equalsForm: true },
  { name: 'tagged', dialect: 'client', argument: 'pattern-list', since: '9.4', equalsForm: true, emptySince: '10.0' },
  { name: 'version', dialect: 'client', argument: 'pattern-list', since: '10.0', equalsForm: true },
  { name: 'sessiontype', dialect: 'client', argument: 'pattern-list', since: '10.0', equalsForm: false },
  { name: 'command', dialect: 'client', argument: 'pattern-list', since: '10.0', equalsForm: true, emptySince: '10.0' },
] as const satisfies readonly MatchCriterion[];

const server = [
  { name: 'all', dialect: 'server', argument: 'none', since: '6.5', alone: 'strictly' },
  { name: 'User', dialect: 'server', argument: 'pattern-list', since: '<5.0', equalsForm: true },
  { name: 'Group', dialect: 'server', argument: 'pattern-list', since: '<5.0', equalsForm: true },
  { name: 'Host', dialect: 'server', argument: 'pattern-list', since: '<5.0', ignoresCase: true, equalsForm: true },
  { name: 'Address', dialect: 'server', argument: 'address-list', since: '<5.0', equalsForm: true },
  { name: 'LocalAddress', dialect: 'server', argument: 'address-list', since: '6.1', equalsForm: true },
  { name: 'LocalPort', dialect: 'server', argument: 'port', since: '6.1', equalsForm: true },
  { name: 'RDomain', dialect: 'server', argument: 'pattern-list', since: '7.7', equalsForm: true },
  { name: 'Invalid-User', dialect: 'server', argument: 'none', since: '9.9' },
  { name: 'Version', dialect: 'server', argument: 'pattern-list', since: '10.0', equalsForm: true },
] as const satisfies readonly MatchCriterion[];

export type ClientCriterionName = (typeof client)[number]['name'];
export type ServerCriterionName = (typeof server)[number]['name'];

/** Criteria of a Match line, by dialect. */
export const matchCriteria: Readonly<Record<Dialect, readonly MatchCriterion[]>> = { client, server };

/** A criterion by its name, whatever the case; a leading `!` of the client is not part of the name. */
export function findCriterion(dialect: Dialect, name: string): MatchCriterion | undefined {
  const wanted = name.toLowerCase();
  return matchCriteria[dialect].find((criterion) => criterion.name.toLowerCase() === wanted);
}
