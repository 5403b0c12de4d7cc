import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';
import { isGiven, wordOf } from './connections.ts';

/** Whether an ssh for this host becomes the master of a shared connection, or joins one. */
export function isShared(effective: EffectiveConfig): boolean {
  return isMasterWord(wordOf(effective, 'ControlMaster')) && isGiven(effective, 'ControlPath') === true;
}

/** Words of ControlMaster with which ssh opens a connection for others to share. */
export function isMasterWord(word: string | undefined): boolean {
  return word !== undefined && /^(?:yes|true|auto|ask|autoask)$/.test(word);
}
