import type { FileSystem } from './files/fileSystem.ts';
import { findComplianceProfile } from './knowledge/complianceProfiles.ts';
import type { Environment } from './resolve/configGraph.ts';
import { pathOfUri } from './resolve/paths.ts';
import { machineRoots } from './rootCandidates.ts';
import type { Settings } from './settings.ts';
import type { ShellTimeout } from './snapshot.ts';
import { folderOf, joinUri } from './uris.ts';

/**
 * The TMOUT assignments of a machine's shell profiles, for the machine's own sshd_config and where a chosen compliance
 * profile asks for one. Undefined where it asks for none, where the document is another file, or where no profile of a
 * shell can be found beside it: then nothing is known.
 */
export async function readShellTimeouts(
  documentUri: string,
  settings: Settings,
  environment: Environment,
  files: FileSystem,
): Promise<readonly ShellTimeout[] | undefined> {
  const asked = settings.compliance.some((id) =>
    findComplianceProfile(id)?.outside?.some(({ what }) => what === 'TMOUT'),
  );
  const root = asked ? machineRoots('server', environment)?.[0]?.uri : undefined;
  const etc = root === documentUri ? folderOf(folderOf(documentUri) ?? '') : undefined;
  if (etc === undefined) return undefined;
  const texts = await profileTexts(etc, files);
  return texts.length === 0 ? undefined : texts.flatMap(({ path, text }) => assignmentsIn(text, path));
}

/** In the order in which a login shell reads them. */
async function profileTexts(etc: string, files: FileSystem): Promise<{ path: string; text: string }[]> {
  const folder = joinUri(etc, 'profile.d');
  const names = (await files.list(folder)).filter((name) => name.endsWith('.sh')).toSorted();
  const uris = [
    joinUri(etc, 'profile'),
    ...names.map((name) => joinUri(folder, name)),
    joinUri(etc, 'bash.bashrc'),
    joinUri(etc, 'bashrc'),
  ];
  const found: { path: string; text: string }[] = [];
  for (const uri of uris) {
    if ((await files.stat(uri)).kind !== 'file') continue;
    const read = await files.readText(uri);
    if ('text' in read) found.push({ path: pathOfUri(uri), text: read.text });
  }
  return found;
}

function assignmentsIn(text: string, path: string): ShellTimeout[] {
  const assignment = /^[^#\n]*?\bTMOUT=(?:"([^"\n]*)"|'([^'\n]*)'|([^\s;&|]*))/gm;
  return [...text.matchAll(assignment)].map(([, double, single, bare]) => {
    const value = double ?? single ?? bare ?? '';
    return { path, seconds: /^\d+$/.test(value) ? Number(value) : undefined };
  });
}
