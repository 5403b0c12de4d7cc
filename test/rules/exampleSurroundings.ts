import type { Rule } from '../../server/src/rules/rule.ts';
import type { Snapshot } from '../../server/src/snapshot.ts';
import type { FindingsOptions } from '../helpers/findings.ts';

/** What the examples of a rule need beside their text; `good` where the good one needs something else. */
const surroundings: Readonly<Record<string, FindingsOptions & { readonly good?: FindingsOptions }>> = {
  'client-alive-double-interval': { version: '9.2' },
  'match-value-not-applied': { version: '9.2' },
  'interval-exceeds-path': settings({ path: { '*': 'aws-nlb-tcp' } }),
  'tcp-keepalive-too-late': settings({ path: { '*': 'aws-nlb-tcp' } }),
  'profile-value': settings({ compliance: ['cis-debian12'] }),
  'profile-promise': settings({ compliance: ['stig-rhel9'] }),
  'tmout-missing': { ...settings({ compliance: ['cis-debian12'] }), files: { '/etc/profile': 'umask 022\n' } },
  'match-syntax': { dialect: 'client' },
  'include-problem': { files: { '/home/me/.ssh/conf.d/work.conf': 'Host work\n  Port 22\n' } },
  'include-too-late': { files: { '/etc/ssh/sshd_config.d/50-cloud.conf': 'ClientAliveInterval 600\n' } },
  'drop-in-name': {
    path: '/etc/ssh/sshd_config.d/50-limits',
    good: { path: '/etc/ssh/sshd_config.d/50-limits.conf' },
  },
  'file-permissions': { mode: 0o666, good: { mode: 0o600 } },
  'batch-mode-interval': { version: '9.2' },
  'unused-connection-early': { version: '9.9' },
  'server-closes-quiet-sessions': pairedWith('ChannelTimeout session:*=15m\n'),
  'both-sides-probe': pairedWith('ClientAliveInterval 15\n'),
  'control-persist-outlived': pairedWith('UnusedConnectionTimeout 5m\n'),
};

function settings(some: FindingsOptions['settings']): FindingsOptions {
  return { settings: { openssh: { version: '10.5' }, ...some } };
}

function pairedWith(server: string): FindingsOptions {
  return { ...settings({ servers: { '*': '/srv/web/sshd_config' } }), files: { '/srv/web/sshd_config': server } };
}

/** How the bad and the good example of a rule are looked at: a Host line tells a client's file. */
export function exampleOptions(rule: Rule<Snapshot>): {
  readonly bad: FindingsOptions;
  readonly good: FindingsOptions;
} {
  const [first, ...others] = rule.dialects;
  const guessed = /^\s*Host\s/m.test(rule.doc.bad) ? 'client' : 'server';
  const { good, ...given } = surroundings[rule.id] ?? {};
  const bad = { dialect: first !== undefined && others.length === 0 ? first : guessed, ...given, all: true };
  return { bad, good: { ...bad, ...good } };
}
