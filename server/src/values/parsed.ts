/** The outcome of reading one argument: its value, or the stable name of what OpenSSH holds against it. */
export type Parsed<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly code: string };
