import type { LineOrigin } from '../resolve/effectiveConfig.ts';
import { entryAt } from './document.ts';
import type { HostClass, OwnBlock } from './hostClasses.ts';

/** The blocks of a group of hosts that is like the one that was looked at. */
export interface Twins {
  /** The line at the same place; undefined for lines that all of them read. */
  lineOf(line: LineOrigin): LineOrigin | undefined;
}

interface Home {
  readonly group: HostClass;
  readonly block: OwnBlock;
}

const homesByClasses = new WeakMap<readonly HostClass[], ReadonlyMap<string, Home>>();

/** The groups of hosts for which `line`, a line of the group that was looked at, stands too. */
export function twinsAt(classes: readonly HostClass[], line: LineOrigin): readonly Twins[] {
  const home = line.block && homesOf(classes).get(`${line.uri}#${line.block.lineIndex}`);
  if (home === undefined) return [];
  const { own, others } = home.group;
  return others.map((blocks) => ({ lineOf: (wanted) => counterpart(wanted, own, blocks) }));
}

/** The class of each block of a group that was looked at, where it stands for others. */
function homesOf(classes: readonly HostClass[]): ReadonlyMap<string, Home> {
  const known = homesByClasses.get(classes);
  if (known) return known;
  const homes = new Map<string, Home>();
  for (const group of classes) {
    if (group.others.length === 0) continue;
    for (const block of group.own) homes.set(`${block.uri}#${block.block.lineIndex}`, { group, block });
  }
  homesByClasses.set(classes, homes);
  return homes;
}

function counterpart(line: LineOrigin, own: readonly OwnBlock[], others: readonly OwnBlock[]): LineOrigin | undefined {
  const at = own.findIndex(({ uri, block }) => {
    return uri === line.uri && block.lineIndex <= line.lineIndex && line.lineIndex < block.end;
  });
  const from = own[at];
  const to = others[at];
  if (from === undefined || to === undefined) return undefined;
  const lineIndex = directivesOf(to)[directivesOf(from).indexOf(line.lineIndex)];
  const entry = lineIndex === undefined ? undefined : entryAt(to.file, lineIndex);
  if (lineIndex === undefined || entry === undefined) return undefined;
  const head = entryAt(to.file, to.block.lineIndex)?.span ?? entry.span;
  const block = { uri: to.uri, lineIndex: to.block.lineIndex, text: to.file.text.slice(head.start, head.end) };
  return { kind: 'line', uri: to.uri, lineIndex, span: entry.span, block };
}

/** The indices of a block's directives, its Host line first. */
function directivesOf({ file, block }: OwnBlock): readonly number[] {
  const lines: number[] = [];
  for (let index = block.lineIndex; index < block.end; index++) {
    if (file.lines[index]?.kind === 'directive') lines.push(index);
  }
  return lines;
}
