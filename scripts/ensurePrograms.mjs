// Programs of the operating system that some suites need: found, or installed by apt where that is possible.
import fs from 'node:fs';
import { ask, findProgram, run } from './processes.mjs';

const macApps = ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);
const windowsApps = [process.env.ProgramFiles, process.env['ProgramFiles(x86)']]
  .filter(Boolean)
  .flatMap((folder) => [
    `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
    `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`,
  ]);

/** An installed Chromium or a relative of it, as a path; CHROMIUM_PATH wins. */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const file = findProgram(name);
    if (file) return file;
  }
  return [...macApps, ...windowsApps].find((file) => fs.existsSync(file));
}

/** The first Python that can import paramiko: the one on the PATH may be another than the system's. */
function findPythonWithParamiko() {
  const pythons = [process.env.SSH_TIMEOUTS_TEST_PYTHON, findProgram('python3'), '/usr/bin/python3'];
  return pythons.find((python) => python && ask([python, '-c', 'import paramiko']) !== undefined);
}

/** Eglot is a part of Emacs since 29, and a package before. */
function findEmacsWithEglot() {
  const emacs = process.env.SSH_TIMEOUTS_TEST_EMACS ?? findProgram('emacs');
  return emacs && ask([emacs, '--batch', '--eval', "(require 'eglot)"]) !== undefined ? emacs : undefined;
}

const serverFolders = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'];

/** What the project can make use of: how it is found, Debian's packages, and what is left out without it. */
export const programs = {
  ssh: {
    label: 'OpenSSH client',
    find: () => process.env.SSH_TIMEOUTS_TEST_SSH ?? findProgram('ssh'),
    aptPackage: 'openssh-client',
    without: { tests: 'the oracle tests of the client and the live tests', sample: 'the keepalive test' },
  },
  sshd: {
    label: 'OpenSSH server',
    find: () => process.env.SSH_TIMEOUTS_TEST_SSHD ?? findProgram('sshd', serverFolders),
    aptPackage: 'openssh-server',
    without: {
      tests: 'the oracle tests of the server and the live tests',
      sample: 'the host sample-loopback, with which to try the keepalive test',
    },
  },
  chromium: {
    label: 'Chromium',
    find: findChromium,
    aptPackage: 'chromium',
    without: { tests: 'the editor tests' },
  },
  paramiko: {
    label: 'paramiko',
    find: findPythonWithParamiko,
    aptPackage: 'python3-paramiko',
    without: { tests: 'the live tests of paramiko' },
  },
  dropbear: {
    label: 'dropbear',
    find: () => process.env.SSH_TIMEOUTS_TEST_DROPBEAR ?? findProgram('dropbear', serverFolders),
    aptPackage: 'dropbear-bin',
    without: { tests: 'the live tests with a server that is not OpenSSH' },
  },
  neovim: {
    label: 'Neovim',
    find: () => process.env.SSH_TIMEOUTS_TEST_NVIM ?? findProgram('nvim'),
    aptPackage: 'neovim',
    without: { tests: 'the tests in Neovim' },
  },
  emacs: {
    label: 'Emacs with eglot',
    find: findEmacsWithEglot,
    aptPackage: ['emacs-nox', 'elpa-eglot'],
    without: { tests: 'the tests in Emacs' },
  },
};

/**
 * Looks for each of `names` and installs what is missing where apt and the rights are there; never fails. Answers the
 * paths found and, in words, what is missing, what to do, and what `user` (tests or sample) leaves out for it.
 * SSH_TIMEOUTS_NO_APT=1 leaves the system as it is.
 * @returns {Promise<{ found: Record<string, string>, missing: { name: string, message: string }[] }>}
 */
export async function ensurePrograms(names, user = 'tests') {
  const absent = names.filter((name) => !programs[name].find());
  const attempt =
    absent.length > 0 ? await installWithApt(absent.flatMap((name) => programs[name].aptPackage)) : undefined;
  const found = {};
  const missing = [];
  for (const name of names) {
    const file = programs[name].find();
    if (file) found[name] = file;
    else missing.push({ name, message: missingMessage(programs[name], attempt, user) });
  }
  return { found, missing };
}

function missingMessage({ label, aptPackage, without }, attempt, user) {
  const remedy = findProgram('apt-get')
    ? `try: sudo apt-get install ${[aptPackage].flat().join(' ')}`
    : 'install it with your system';
  return `${label} is missing (${attempt}; ${remedy}). Left out for it: ${without[user]}.`;
}

/** Answers in a few words why packages may still be missing. */
async function installWithApt(packages) {
  if (process.env.SSH_TIMEOUTS_NO_APT) return 'not installed, as SSH_TIMEOUTS_NO_APT asks';
  if (process.platform !== 'linux' || !findProgram('apt-get')) return 'this system has no apt to install it with';
  if (process.getuid() !== 0) return 'installing it takes root';
  console.log(`Installing ${packages.join(', ')} ...`);
  const release = packages.includes('openssh-server') ? keepServicesOff() : () => {};
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = (names) =>
      run(['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...names], { env, seconds: 300 });
    if ((await install(packages)).code === 0) return 'apt-get installed it, but it is not where it is looked for';
    await run(['apt-get', 'update', '-q'], { env, seconds: 120 });
    if ((await install(packages)).code === 0) return 'apt-get installed it, but it is not where it is looked for';
    // One package that is not on offer must not take the others with it.
    for (const name of packages) await install([name]);
    return 'apt-get could not install it';
  } finally {
    release();
  }
}

/**
 * Debian starts a server as soon as its package is installed, and again at each boot. A test run must not open port 22:
 * the policy file forbids the start while apt works, and the service is switched off afterwards.
 */
function keepServicesOff() {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !fs.existsSync(policy);
  if (ours) fs.writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  return () => {
    if (ours) fs.rmSync(policy, { force: true });
    if (fs.existsSync('/run/systemd/system')) ask(['systemctl', 'disable', '--now', 'ssh.service', 'ssh.socket']);
  };
}
