import { readNetwork } from './addressList.ts';

/** Longer entries than an IPv6 address with its prefix length are refused unread. */
const longestEntry = 49;

/** The first entry at fault of the list of networks that `Match localnetwork` takes; undefined for a good list. */
export function faultInNetworkList(list: string): string | undefined {
  return list.split(',').find((entry) => {
    if (entry === '' || entry.length > longestEntry || !/^[0-9a-fA-F.:/]*$/.test(entry)) return true;
    return typeof readNetwork(entry) !== 'object';
  });
}
