import type { Severity } from './rules/rule.ts';
import { defaultSettings, type Settings } from './settings.ts';

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entriesWhere<Value>(value: unknown, accepts: (entry: unknown) => entry is Value): Record<string, Value> {
  const kept: Record<string, Value> = Object.create(null);
  if (isObject(value)) {
    for (const [key, entry] of Object.entries(value)) if (accepts(entry)) kept[key] = entry;
  }
  return { ...kept };
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isSeverity = (value: unknown): value is 'off' | Severity =>
  value === 'off' || value === 'error' || value === 'warning' || value === 'info' || value === 'hint';
const isKeywordCase = (value: unknown): value is Settings['format']['keywordCase'] =>
  value === 'manual' || value === 'lower' || value === 'preserve';
const isAlignment = (value: unknown): value is Settings['format']['alignment'] =>
  value === 'single' || value === 'aligned' || value === 'preserve';
const isPath = (value: unknown): value is string | number =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value) && value >= 0);

/** `{"openssh.version": "9.2"}` says the same as `{"openssh": {"version": "9.2"}}`. */
function member(source: JsonObject, outer: string, inner: string): unknown {
  const nested = source[outer];
  return isObject(nested) && inner in nested ? nested[inner] : source[`${outer}.${inner}`];
}

/**
 * Settings from what a client or a file says; members of another shape are left out rather than refused, and keys that
 * `sources` do not name keep their defaults. Later sources win, key by key of the maps.
 */
export function readSettings(...sources: readonly unknown[]): Settings {
  let settings = defaultSettings;
  for (const source of sources) {
    if (!isObject(source)) continue;
    const version = member(source, 'openssh', 'version');
    const paramiko = member(source, 'paramiko', 'version');
    const keywordCase = member(source, 'format', 'keywordCase');
    const alignment = member(source, 'format', 'alignment');
    settings = {
      rules: { ...settings.rules, ...entriesWhere(source['rules'], isSeverity) },
      path: { ...settings.path, ...entriesWhere(source['path'], isPath) },
      servers: { ...settings.servers, ...entriesWhere(source['servers'], isString) },
      fileRoots: { ...settings.fileRoots, ...entriesWhere(source['fileRoots'], isString) },
      compliance: Array.isArray(source['compliance']) ? source['compliance'].filter(isString) : settings.compliance,
      openssh: { version: isString(version) && version !== '' ? version : settings.openssh.version },
      paramiko: { version: isString(paramiko) && paramiko !== '' ? paramiko : settings.paramiko.version },
      format: {
        keywordCase: isKeywordCase(keywordCase) ? keywordCase : settings.format.keywordCase,
        alignment: isAlignment(alignment) ? alignment : settings.format.alignment,
      },
      codeLens: typeof source['codeLens'] === 'boolean' ? source['codeLens'] : settings.codeLens,
      inlayHints: typeof source['inlayHints'] === 'boolean' ? source['inlayHints'] : settings.inlayHints,
    };
  }
  return settings;
}
