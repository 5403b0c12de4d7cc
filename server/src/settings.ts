import type { Severity } from './rules/rule.ts';

/** The user's settings, from VS Code (`sshTimeouts.*`), another editor, or `.ssh-timeouts.json`. */
export interface Settings {
  readonly rules: Readonly<Record<string, 'off' | Severity>>;
  /** What lies between the ends: host pattern to a profile id or to idle seconds. */
  readonly path: Readonly<Record<string, string | number>>;
  /** Which server file belongs to which hosts: host pattern to a file path or URI. */
  readonly servers: Readonly<Record<string, string>>;
  /** Folders that stand for `~/.ssh` and `/etc/ssh`. */
  readonly fileRoots: Readonly<Record<string, string>>;
  readonly compliance: readonly string[];
  /** `auto` or a version such as `9.2`, `9.6-debian`. */
  readonly openssh: { readonly version: string };
  /** `auto` or a release such as `3.4`. */
  readonly paramiko: { readonly version: string };
  /** How the formatter writes lines; `preserve` leaves them as they are. */
  readonly format: {
    readonly keywordCase: 'manual' | 'lower' | 'preserve';
    readonly alignment: 'single' | 'aligned' | 'preserve';
  };
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
}

export const defaultSettings: Settings = {
  rules: {},
  path: {},
  servers: {},
  fileRoots: {},
  compliance: [],
  openssh: { version: 'auto' },
  paramiko: { version: 'auto' },
  format: { keywordCase: 'manual', alignment: 'single' },
  codeLens: true,
  inlayHints: true,
};
