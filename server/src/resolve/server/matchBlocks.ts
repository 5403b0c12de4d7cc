import { isLiteralPattern } from '../../values/patternList.ts';
import type { ConfigGraph } from '../configGraph.ts';
import type { ServerPeer } from '../effectiveConfig.ts';
import { compileServer, type MatchBlock } from './compile.ts';
import type { Criterion } from './matchLine.ts';

export type { MatchBlock } from './compile.ts';

/** All Match blocks in reading order. */
export function matchBlocks(graph: ConfigGraph): readonly MatchBlock[] {
  return compileServer(graph).blocks;
}

/**
 * The Match block that governs `offset` of a file: its own, else the one whose Include brings the file in. Undefined in
 * the global part.
 */
export function blockAt(graph: ConfigGraph, uri: string, offset: number): MatchBlock | undefined {
  const { blocks, contexts } = compileServer(graph);
  const own = blocks.find((block) => block.uri === uri && block.extent.start <= offset && offset < block.extent.end);
  if (own) return own;
  const last = blocks.findLast((block) => block.uri === uri);
  return last && offset >= last.extent.end ? last : contexts.get(uri);
}

/**
 * A connection that fulfils just this line (and the lines of the blocks around it), where its criteria name one value
 * each. Undefined where a criterion cannot be fulfilled by a value that is written there.
 */
export function peerOfMatch(block: MatchBlock): ServerPeer | undefined {
  let peer: ServerPeer = block.parent ? (peerOfMatch(block.parent) ?? never) : {};
  if (peer === never) return undefined;
  for (const criterion of block.criteria) {
    const next = fulfil(peer, criterion);
    if (!next) return undefined;
    peer = next;
  }
  return peer;
}

const never: ServerPeer = Object.freeze({});

function fulfil(peer: ServerPeer, criterion: Criterion): ServerPeer | undefined {
  const value = firstLiteral(criterion.argument);
  switch (criterion.name) {
    case 'all':
    case 'version':
      return peer;
    case 'invalid-user':
      return { ...peer, invalidUser: true };
    case 'localport':
      return criterion.port === undefined ? undefined : { ...peer, localPort: criterion.port };
    case 'user':
      return value === undefined ? undefined : { ...peer, user: value };
    case 'group':
      return value === undefined ? undefined : { ...peer, groups: [...(peer.groups ?? []), value] };
    case 'host':
      return value === undefined ? undefined : { ...peer, host: value };
    case 'rdomain':
      return value === undefined ? undefined : { ...peer, rdomain: value };
    case 'address':
    case 'localaddress': {
      const address = firstAddress(criterion);
      if (address === undefined) return undefined;
      return criterion.name === 'address' ? { ...peer, address } : { ...peer, localAddress: address };
    }
  }
}

function firstLiteral(list: string): string | undefined {
  return list.split(',').find((pattern) => pattern !== '' && !pattern.startsWith('!') && isLiteralPattern(pattern));
}

/** An address, or the one that names a network: `10.0.0.0` lies in `10.0.0.0/8`. */
function firstAddress({ addresses }: Criterion): string | undefined {
  const entry = addresses?.find(({ negated, network }) => !negated && network !== undefined);
  return entry?.text.replace(/\/.*$/, '');
}
