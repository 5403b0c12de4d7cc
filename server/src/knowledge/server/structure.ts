import type { Directive } from '../directive.ts';

/** Server: blocks, includes and the file itself. */
export const structure = [
  {
    name: 'Include',
    dialect: 'server',
    status: 'active',
    category: 'structure',
    type: 'include-paths',
    args: 'many',
    repetition: 'accumulates',
    since: '8.2',
    inBlocks: true,
    inMatchSince: '8.2',
    aboutTime: false,
  },
  {
    name: 'Match',
    dialect: 'server',
    status: 'active',
    category: 'structure',
    type: 'match-criteria',
    args: 'many',
    repetition: 'section',
    since: '<5.0',
    inBlocks: true,
    inMatchSince: '<5.0',
    aboutTime: false,
  },
] as const satisfies readonly Directive[];
