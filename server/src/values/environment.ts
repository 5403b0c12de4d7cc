/** The outcome of expanding `${NAME}`: text, or the name that has no value, or that the form itself is wrong. */
export type Expansion =
  | { readonly kind: 'text'; readonly text: string }
  /** A variable is not set: OpenSSH gives up on the value. */
  | { readonly kind: 'unset'; readonly name: string }
  /** What the variable or token stands for is not known here. */
  | { readonly kind: 'unknown'; readonly name: string }
  /** An unclosed or empty `${...}`, a lone `%`, a token that does not exist here. */
  | { readonly kind: 'malformed'; readonly part: string };

/** Tells a variable's value; `undefined` for one that is not set, `null` where that cannot be known. */
export type Variables = (name: string) => string | undefined | null;
/** Tells what a percent token's letter stands for; `undefined` for no such token, `null` where it cannot be known. */
export type Tokens = (letter: string) => string | undefined | null;

/** Expands `${NAME}` where `variables` is given and `%x` where `tokens` is given. */
export function expand(text: string, variables: Variables | undefined, tokens?: Tokens): Expansion {
  let result = '';
  let trouble: Expansion | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charAt(at);
    if (variables && unit === '$' && text[at + 1] === '{') {
      const end = text.indexOf('}', at);
      if (end < 0 || end === at + 2) return { kind: 'malformed', part: text.slice(at, end < 0 ? undefined : end + 1) };
      const name = text.slice(at + 2, end);
      const value = variables(name);
      if (value === undefined) trouble ??= { kind: 'unset', name };
      else if (value === null) trouble ??= { kind: 'unknown', name };
      else result += value;
      at = end;
    } else if (tokens && unit === '%') {
      at += 1;
      const letter = text.charAt(at);
      if (letter === '%') {
        result += '%';
        continue;
      }
      const value = letter === '' ? undefined : tokens(letter);
      if (value === undefined) return { kind: 'malformed', part: `%${letter}` };
      if (value === null) trouble ??= { kind: 'unknown', name: `%${letter}` };
      else result += value;
    } else {
      result += unit;
    }
  }
  return trouble ?? { kind: 'text', text: result };
}
