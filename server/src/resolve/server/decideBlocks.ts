import { matchAddressList } from '../../values/addressList.ts';
import { atLeast, type OpenSshVersion } from '../../values/openSshVersion.ts';
import { matchHostName, matchPatternList } from '../../values/patternList.ts';
import type { ServerPeer } from '../effectiveConfig.ts';
import type { MatchBlock } from './compile.ts';
import type { Criterion } from './matchLine.ts';

export type Verdict = 'yes' | 'no' | 'unknown';

export interface BlockVerdict {
  readonly verdict: Verdict;
  /** The criterion that could not be decided, as written on the line. */
  readonly undecided?: Criterion;
}

/** Tells for each block whether it applies to the connection. A block inside another needs that one, too. */
export function decideBlocks(
  blocks: readonly MatchBlock[],
  peer: ServerPeer,
  version: OpenSshVersion,
): ReadonlyMap<MatchBlock, BlockVerdict> {
  const verdicts = new Map<MatchBlock, BlockVerdict>();
  for (const block of blocks) verdicts.set(block, decideBlock(block, peer, version, verdicts));
  return verdicts;
}

/**
 * Whether a Match line holds with nothing known of the connection: `all`, the version, and in 9.9p1 by mistake an
 * unknown user.
 */
export function holdsAtStart(criteria: readonly Criterion[], version: OpenSshVersion): boolean {
  return criteria.every(({ name, argument }) => {
    if (name === 'invalid-user') return !atLeast(version, '10.0') && version.patch === 1;
    return name === 'all' || (name === 'version' && decideVersion(argument, version) === 'yes');
  });
}

function decideBlock(
  block: MatchBlock,
  peer: ServerPeer,
  version: OpenSshVersion,
  verdicts: ReadonlyMap<MatchBlock, BlockVerdict>,
): BlockVerdict {
  const outer = block.parent ? verdicts.get(block.parent) : undefined;
  if (block.faulty || outer?.verdict === 'no') return { verdict: 'no' };
  let undecided: Criterion | undefined;
  for (const criterion of block.criteria) {
    const verdict = decideCriterion(criterion, peer, version);
    if (verdict === 'no') return { verdict: 'no' };
    if (verdict === 'unknown') undecided ??= criterion;
  }
  if (undecided) return { verdict: 'unknown', undecided };
  // All its own criteria hold: what is open is the block around it, which is named itself.
  return { verdict: outer?.verdict === 'unknown' ? 'unknown' : 'yes' };
}

function decideCriterion(criterion: Criterion, peer: ServerPeer, version: OpenSshVersion): Verdict {
  const { argument } = criterion;
  const missing = (attribute: NonNullable<ServerPeer['unknown']>[number]): Verdict =>
    peer.unknown?.includes(attribute) ? 'unknown' : 'no';
  switch (criterion.name) {
    case 'all':
      return 'yes';
    case 'user':
      return peer.user === undefined ? missing('user') : told(inList(peer.user, argument));
    case 'group':
      return decideGroup(argument, peer, missing);
    case 'host':
      return peer.host === undefined ? missing('host') : told(matchHostName(peer.host, argument));
    case 'address':
      return peer.address === undefined ? missing('address') : told(isAmong(peer.address, criterion));
    case 'localaddress':
      return peer.localAddress === undefined ? missing('localAddress') : told(isAmong(peer.localAddress, criterion));
    case 'localport':
      return peer.localPort === undefined ? missing('localPort') : told(peer.localPort === criterion.port);
    case 'rdomain':
      return peer.rdomain === undefined ? missing('rdomain') : told(inList(peer.rdomain, argument));
    case 'invalid-user':
      return peer.invalidUser === undefined ? missing('invalidUser') : told(peer.invalidUser);
    case 'version':
      return decideVersion(argument, version);
  }
}

function told(holds: boolean): Verdict {
  return holds ? 'yes' : 'no';
}

function inList(text: string, list: string): boolean {
  return matchPatternList(text, list) === 'matched';
}

function isAmong(address: string, criterion: Criterion): boolean {
  return matchAddressList(address, criterion.addresses ?? []) === 'matched';
}

/** The groups of a user are known to the server's machine only: without them the outcome is open. */
function decideGroup(list: string, peer: ServerPeer, missing: (attribute: 'user') => Verdict): Verdict {
  if (peer.groups !== undefined) {
    const outcomes = peer.groups.map((group) => matchPatternList(group, list));
    return told(!outcomes.includes('negated') && outcomes.includes('matched'));
  }
  if (peer.invalidUser === true) return 'no';
  return peer.user === undefined ? missing('user') : 'unknown';
}

/** Compares with the release as the build names itself. What a distribution adds to that name is not known. */
function decideVersion(list: string, version: OpenSshVersion): Verdict {
  const release = `${version.major}.${version.minor}`;
  const patch = version.patch ?? (['9.3', '9.9', '10.0'].includes(release) ? 2 : 1);
  const name = `OpenSSH_${release}p${patch}`;
  if (version.vendor === 'upstream') return told(inList(name, list));
  const plain = inList(`${name} Debian`, list);
  return plain === inList(`${name} Debian-1+deb1u1`, list) ? told(plain) : 'unknown';
}
