/** The outcome of reading one argument: its value, or the stable name of what OpenSSH holds against it. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: string };

export function parsed<Value>(value: Value): Parsed<Value> {
  return { ok: true, value };
}

export function fault(code: string): { readonly ok: false; readonly code: string } {
  return { ok: false, code };
}
