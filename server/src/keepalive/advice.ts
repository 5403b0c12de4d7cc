import * as l10n from '@vscode/l10n';
import { cutAdvice } from './cutAdvice.ts';
import { loginAdvice } from './loginAdvice.ts';
import type { Observation, Phase } from './observe.ts';
import type { KeepalivePlan } from './plan.ts';
import { isOpenSsh } from './serverInterval.ts';
import type { Verdict } from './verdict.ts';
import { jumpHosts } from './wayIn.ts';

/** A verdict in words: what happened, and the next step that a user can take. Plain text, not yet escaped. */
export interface Advice {
  readonly title: string;
  readonly nextStep: string;
}

export function advise(verdict: Verdict, observation: Observation, plan: KeepalivePlan): Advice {
  const [title, nextStep] = words(verdict, observation, plan);
  return { title, nextStep };
}

function words(verdict: Verdict, observation: Observation, plan: KeepalivePlan): readonly [string, string] {
  const host = plan.host;
  const detail = verdict.detail ?? '';
  switch (verdict.code) {
    case 'healthy':
      return plan.mode === 'quick'
        ? [
            l10n.t('The connection is healthy: every probe was answered.'),
            l10n.t('Nothing to do. Mode “observe” shows whether the server sends probes of its own.'),
          ]
        : observation.serverProbes.length > 0
          ? [
              l10n.t('The connection stayed up: the server’s own probes kept it awake.'),
              l10n.t('Nothing to do as long as the server keeps sending them.'),
            ]
          : [
              l10n.t('The connection stayed up without any probe from either side.'),
              l10n.t('Nothing to do for idle times up to this one; mode “idle” tries longer ones.'),
            ];
    case 'idle-survives':
    case 'idle-kept-warm':
    case 'idle-lost':
      // Said over all connections of the test, by idle.ts.
      return ['', ''];
    case 'lossy':
      return [
        l10n.t('The connection stayed up, but some probes were not answered in time.'),
        l10n.t('Run the test again; if it repeats, give ServerAliveCountMax some room, such as 3 or more.'),
      ];
    case 'never-answered':
      return [
        l10n.t('The login worked, and then not one keepalive probe was answered.'),
        l10n.t(
          'Run mode “observe” for the same time: if the connection lives, this server ignores keepalive probes and ServerAliveInterval must stay 0 for it; if it dies, the way to it breaks right after the login.',
        ),
      ];
    case 'went-silent':
      return [
        l10n.t('The server answered at first, and then fell silent.'),
        l10n.t(
          'Look for a network change, a VPN or a firewall that drops running connections, and run the test again.',
        ),
      ];
    case 'client-keepalive-timeout':
      return [
        l10n.t('ssh ended the connection because the server no longer answered.'),
        l10n.t('Look for a network change, a VPN or a firewall that drops running connections.'),
      ];
    case 'banner-timeout':
      if (observation.way !== 'direct') {
        return [
          l10n.t('Nothing came through the proxy or jump host within {0} s.', plan.limits.connect),
          l10n.t('{0} If that works, give it more time with ConnectTimeout.', testWayIn(plan)),
        ];
      }
      return [
        l10n.t(
          'Something accepted the connection, but no SSH server introduced itself within {0} s.',
          plan.limits.connect,
        ),
        l10n.t(
          'Check that HostName and Port lead to an SSH server, and that no overloaded server or firewall holds it back.',
        ),
      ];
    case 'kex-or-auth-timeout':
      return [
        l10n.t(
          'The server introduced itself and then stopped answering, in this phase: {0}.',
          phaseName(verdict.phase),
        ),
        l10n.t(
          'ConnectTimeout does not cover this part, only ServerAliveInterval × ServerAliveCountMax does; look for a packet size (MTU) problem, a firewall, or a server that hangs in its login.',
        ),
      ];
    case 'stalled':
      return [
        l10n.t(
          'The connection was not usable within {0} s and ssh did not give up, in this phase: {1}.',
          plan.limits.start,
          phaseName(verdict.phase),
        ),
        l10n.t(
          'Look at what this step waits for: a proxy, a name lookup, a security key, or a server that hangs in its login.',
        ),
      ];
    case 'hostkey-unknown':
    case 'hostkey-changed':
    case 'hostkey-revoked':
    case 'auth-password':
    case 'auth-passphrase':
    case 'auth-second-factor':
    case 'auth-no-key':
    case 'auth':
    case 'too-many-keys':
      return loginAdvice(verdict.code, detail, observation);
    case 'negotiation':
      return [
        l10n.t('Client and server have no algorithm or protocol in common: {0}.', detail),
        l10n.t(
          'Update the older side; only where that is impossible, allow one of the server’s algorithms for this host alone.',
        ),
      ];
    case 'dns':
      return [
        l10n.t('The host name could not be resolved: {0}.', detail),
        l10n.t('Check HostName, the spelling, and whether a VPN must be up for this name.'),
      ];
    case 'tcp-refused':
      return [
        l10n.t('The machine answered, but nothing listens on that port.'),
        l10n.t('Check Port, and that sshd is running on the server.'),
      ];
    case 'tcp-timeout':
      return [
        plan.connectHoldsBanner
          ? l10n.t(
              'No SSH server answered within {0} s; this ssh cannot tell a silent one from none.',
              plan.limits.connect,
            )
          : l10n.t('No answer to the attempt to connect within {0} s.', plan.limits.connect),
        l10n.t('Check HostName and Port, that the machine is on, and that no firewall drops the packets.'),
      ];
    case 'tcp-unreachable':
      return [
        l10n.t('The network has no route to this address: {0}.', detail),
        l10n.t('Check the network connection and whether a VPN must be up.'),
      ];
    case 'tcp-other':
      return [
        l10n.t('The connection could not be opened: {0}.', detail),
        l10n.t('Check HostName and Port for this host.'),
      ];
    case 'config':
      return [
        l10n.t('ssh refuses the configuration: {0}', detail),
        l10n.t('Correct or remove that line; one bad line stops every host, also in blocks that do not apply.'),
      ];
    case 'alias':
      return [
        l10n.t('ssh refuses the name: {0}.', detail),
        l10n.t('Use a name without quotes, brackets and other characters that mean something to a shell.'),
      ];
    case 'penalty':
      return [
        l10n.t('The server turns this address away for now, because of earlier failed attempts.'),
        l10n.t('Wait some minutes before you try again; more attempts prolong the penalty (PerSourcePenalties).'),
      ];
    case 'max-startups':
      return [
        l10n.t('The server has too many logins under way and turned this one away.'),
        l10n.t('Try again later; on the server, MaxStartups sets this limit.'),
      ];
    case 'server-disconnect':
      return [
        l10n.t('The server ended the connection and said why: {0}', detail),
        l10n.t('Act on the server’s words; its log tells more.'),
      ];
    case 'server-closed':
      return closedByServer(plan, observation);
    case 'closed-before-banner':
      return [
        observation.beforeBanner.length > 0
          ? l10n.t(
              'The connection was closed before the server introduced itself; all it said was: {0}',
              observation.beforeBanner[0] ?? '',
            )
          : l10n.t('The connection was closed before the server introduced itself.'),
        l10n.t(
          'Check Port, the server’s access rules, and whether failed logins have put this address on a block list.',
        ),
      ];
    case 'reset':
      return [
        l10n.t('The connection was reset in this phase: {0}.', phaseName(verdict.phase)),
        l10n.t('Something between the two ends, or the server’s system, cut it; look at firewalls first.'),
      ];
    case 'broken-pipe':
      return [
        l10n.t('The connection was cut, and ssh noticed when it wanted to write.'),
        idleLimitOfOthers(observation) ??
          l10n.t(
            'These words fit many causes, UnusedConnectionTimeout on the server among them; its log of the same time tells who cut it.',
          ),
      ];
    case 'closed':
      return [
        l10n.t('The server closed the connection in this phase: {0}.', phaseName(verdict.phase)),
        l10n.t('Look at the server’s log; LoginGraceTime, MaxAuthTries and access rules end logins this way.'),
      ];
    case 'cut-client-first':
    case 'cut-server-first':
    case 'cut-nobody':
      return cutAdvice(verdict.code, observation, plan);
    case 'way-in':
      return [l10n.t('The way to the server failed before the server was reached: {0}', detail), testWayIn(plan)];
    case 'no-connection-of-its-own':
      return [
        l10n.t('ssh ended at once without a connection of its own, so nothing was measured.'),
        l10n.t('Look for ControlMaster, ControlPath and ForkAfterAuthentication in the settings of this host.'),
      ];
    case 'suspended':
      return [
        l10n.t('The machine slept or was held up during the test, so its times mean nothing.'),
        l10n.t('Run the test again and keep the machine awake.'),
      ];
    case 'cancelled':
      return [l10n.t('The test was cancelled.'), l10n.t('Run it again when it suits you.')];
    case 'not-started':
      return [
        l10n.t('ssh could not be started: {0}', detail),
        l10n.t('Install OpenSSH’s client, or name its path in the setting sshTimeouts.ssh.path.'),
      ];
    case 'interrupted':
      return [
        l10n.t('The test’s own process was ended before it could report ({0}).', detail),
        l10n.t('Run the test again; if it repeats, look for what ends processes here, such as a memory limit.'),
      ];
    case 'unknown':
      return [
        l10n.t('ssh ended for a reason that this test does not know: {0}', detail || exitText(observation)),
        l10n.t('Run ssh -v {0} in a terminal to see its own words.', host),
      ];
  }
}

function testWayIn({ jump, wayIn }: KeepalivePlan): string {
  const way = jump ?? wayIn;
  const hosts = way?.kind === 'jump' ? jumpHosts(way) : [];
  const [only] = hosts;
  if (only === undefined) return l10n.t('Test the jump host or the ProxyCommand by itself first.');
  return hosts.length === 1
    ? l10n.t('Run ssh {0} in a terminal first, until it logs in without asking anything.', only)
    : l10n.t('Log in to each jump host in a terminal first: {0}.', hosts.join(', '));
}

/** What ends connections of servers that know no UnusedConnectionTimeout. */
function idleLimitOfOthers({ serverSoftware }: Observation): string | undefined {
  if (serverSoftware === undefined || isOpenSsh(serverSoftware)) return undefined;
  return l10n.t(
    'Look for an idle limit on the server, such as dropbear’s -I, which probes do not reset, or for a restart in its log.',
  );
}

function closedByServer(plan: KeepalivePlan, observation: Observation): readonly [string, string] {
  const live = observation.began.live;
  const end = observation.lastWords?.at ?? observation.failures.at(-1)?.at;
  const after = live === undefined || end === undefined ? '?' : ((end - live) / 1_000).toFixed(1);
  return [
    l10n.t('The server closed the connection {0} s after the login.', after),
    idleLimitOfOthers(observation) ??
      (plan.mode === 'quick'
        ? l10n.t(
            'It answered probes and closed all the same: look for UnusedConnectionTimeout on the server (the test opens no session), or for a restart in its log.',
          )
        : l10n.t(
            'Look for UnusedConnectionTimeout on the server (the test opens no session), for a firewall with a short idle limit, or for a restart in its log.',
          )),
  ];
}

function exitText(observation: Observation): string {
  const { exit } = observation;
  if (!exit) return '';
  return exit.signal ?? l10n.t('exit code {0}', exit.code ?? '');
}

/** A phase for a reader. */
export function phaseName(phase: Phase): string {
  switch (phase) {
    case 'start':
      return l10n.t('before connecting');
    case 'connect':
      return l10n.t('connecting');
    case 'banner':
      return l10n.t('waiting for the server’s first words');
    case 'kex':
      return l10n.t('key exchange');
    case 'auth':
      return l10n.t('login');
    case 'live':
      return l10n.t('live connection');
  }
}
