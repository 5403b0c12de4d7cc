import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';
import { certain } from './connections.ts';

const gitHosts = /(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org|ssh\.dev\.azure\.com|vs-ssh\.visualstudio\.com)$/i;

/** Whether a host is a public one of git repositories: nobody works there, git asks and leaves. */
export function isGitHost(effective: EffectiveConfig): boolean {
  return gitHosts.test(certain(effective, 'Hostname')?.value ?? '');
}
