import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Environment } from '../../server/src/protocol.ts';
import { askVersion, findSshd } from './askVersion.ts';
import type { MachineFacts } from './host.ts';

/**
 * The facts of this machine. `sshPath` is the machine-scoped setting, empty for the `ssh` on the PATH; no program is
 * started unless `trusted`.
 */
export async function describeMachine(sshPath: string, trusted: boolean): Promise<MachineFacts> {
  const environment = describeEnvironment();
  if (!trusted) return { environment, keepaliveTest: false };
  const sshd = findSshd();
  const [sshVersion, sshdVersion] = await Promise.all([
    askVersion(sshPath === '' ? 'ssh' : sshPath),
    sshd === undefined ? undefined : askVersion(sshd),
  ]);
  return {
    environment,
    keepaliveTest: true,
    ...(sshVersion === undefined ? {} : { sshVersion }),
    ...(sshdVersion === undefined ? {} : { sshdVersion }),
  };
}

export function describeEnvironment(): Environment {
  return {
    homeUri: pathToFileURL(os.homedir()).toString(),
    systemDirectoryUri: pathToFileURL(systemDirectory()).toString(),
    hostName: os.hostname(),
    variables: definedVariables(process.env),
    ...account(),
  };
}

/** The account, as far as the system tells: not every user id is in the user database. */
function account(): Pick<Environment, 'userName' | 'uid' | 'accountHomeUri'> {
  try {
    const { username, uid, homedir } = os.userInfo();
    const home = homedir === os.homedir() ? {} : { accountHomeUri: pathToFileURL(homedir).toString() };
    // On Windows the id is -1.
    return uid < 0 ? { ...home, userName: username } : { ...home, userName: username, uid };
  } catch {
    const uid = process.getuid?.();
    return uid === undefined ? {} : { uid };
  }
}

function systemDirectory(): string {
  return process.platform === 'win32' ? path.join(process.env['ProgramData'] ?? 'C:\\ProgramData', 'ssh') : '/etc/ssh';
}

function definedVariables(variables: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
