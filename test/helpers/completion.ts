import fs from 'node:fs';
import path from 'node:path';
import type { CompletionItem } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { provideCompletions, wantedFolder } from '../../server/src/features/completion/provideCompletions.ts';
import { resolveCompletion } from '../../server/src/features/completion/resolveCompletion.ts';
import { textsOf } from '../../server/src/features/directiveText.ts';
import type { FeatureOptions } from '../../server/src/features/featureOptions.ts';
import { fullOptions, plainOptions, snapshotOf, type TestWorkspace } from './editor.ts';
import { marked } from './markers.ts';
import { memoryFileSystem } from './memoryFileSystem.ts';

const english = JSON.parse(
  fs.readFileSync(path.resolve(import.meta.dirname, '../../texts/directives.en.json'), 'utf8'),
);

export type Scene = TestWorkspace & { readonly path?: string; readonly options?: FeatureOptions };

export const withSnippets: FeatureOptions = { ...fullOptions, snippets: true, labelDetails: true };

/** What the editor is sent at the marker, in the order in which it lists it. */
export async function list(source: string, scene: Scene = {}) {
  const { text, cursor } = marked(source);
  const snapshot = await snapshotOf(scene.path ?? '/home/me/.ssh/config', text, scene);
  const uri = wantedFolder(snapshot, cursor);
  const disk = memoryFileSystem(scene.files ?? {});
  const names = uri === undefined ? [] : await disk.list(uri);
  const entries = await Promise.all(
    names.map(async (name) => ({ name, isFolder: (await disk.stat(`${uri}/${name}`)).kind === 'directory' })),
  );
  const folder = uri === undefined ? undefined : { uri, entries };
  const texts = textsOf(english, snapshot.dialect);
  const { items, isIncomplete } = provideCompletions(snapshot, cursor, texts, scene.options ?? plainOptions, folder);
  const sorted = items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
  return { text, snapshot, items: sorted, isIncomplete, texts };
}

/** As the editor lists them. */
export const labels = async (source: string, scene: Scene = {}) =>
  (await list(source, scene)).items.map(({ label }) => label);

/** The text after the item with this label was chosen. */
export async function chosen(source: string, label: string, scene: Scene = {}): Promise<string> {
  const { items, text } = await list(source, scene);
  const item = items.find((each) => each.label === label);
  if (!item?.textEdit || !('range' in item.textEdit)) return `(no ${label})`;
  const edits = [item.textEdit, ...(item.additionalTextEdits ?? [])];
  return TextDocument.applyEdits(TextDocument.create('file:///x', '', 1, text), edits);
}

/** Label and the words beside it. */
export const shown = ({ label, detail }: CompletionItem) => (detail === undefined ? label : `${label} — ${detail}`);

/** What an item says more when it is looked at. */
export async function documentationOf(source: string, label: string, scene: Scene = {}): Promise<string> {
  const { items, snapshot, texts } = await list(source, scene);
  const item = items.find((each) => each.label === label);
  if (!item) return `(no ${label})`;
  const { documentation } = resolveCompletion(snapshot, item, texts, scene.options ?? plainOptions);
  return typeof documentation === 'object' ? documentation.value : (documentation ?? '');
}
