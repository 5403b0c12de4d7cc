import { parser } from '@lezer/python';
import { describe, expect, it } from 'vitest';
import type { PythonFile } from '../../../server/src/python/pythonFile.ts';
import { pythonReader } from '../../../server/src/python/pythonReader.ts';

/** A function and a class with what Python has of brackets, strings, blocks and words that are words only here. */
const part = (name: string) => `
@retry(times=3)
def fetch_${name}(host: str, *, limit: float | None = None, **rest) -> list[str]:
    """Fetches ${name}."""
    with paramiko.SSHClient() as client:
        client.connect(f"${name}{host!r}{limit:>3}", timeout=10, auth_timeout=(2 + 3))
        client.get_transport().set_keepalive(30)
        if (most := limit) and [each for each in rest if each]:
            _, out, _ = client.exec_command('x', timeout=most)
        match rest:
            case {"a": [1, *_]} | None:
                pass
        try:
            data = {"k": [1, (2, 3)], **rest}
        except (OSError, ValueError) as error:
            raise RuntimeError(f"{error}") from error
        return [line for line in out.read()]

class Job_${name}(Base):
    timeout: int = 5
    async def go(self):
        async with asyncssh.connect("${name}", keepalive_interval=30) as connection:
            await connection.run("x")
        return lambda: print('''a
b''')
`;
const before = `import paramiko, asyncssh\n${part('before')}`;
const broken = part('broken');
const after = part('after') + part('last');
const text = before + broken + after;

/** The calls in all parts but the broken one, which takes up `length` characters. */
function callsElsewhere(file: PythonFile, length: number): string[] {
  const isElsewhere = (at: number) => at < before.length || at >= before.length + length;
  return pythonReader
    .model(file)
    .calls.filter(({ nameSpan }) => isElsewhere(nameSpan.start))
    .map(({ callable, connection, span }) => {
      return `${callable} of ${connection === undefined ? 'some' : 'one'}: ${file.text.slice(span.start, span.end)}`;
    });
}

const tokens: { readonly from: number; readonly to: number }[] = [];
parser.parse(text).iterate({
  enter({ node, from, to }) {
    if (!node.firstChild && from < to && from >= before.length && to <= before.length + broken.length)
      tokens.push({ from, to });
  },
});

describe('without any one of its tokens', () => {
  const whole = pythonReader.parse(text);
  const all = callsElsewhere(whole, broken.length);

  it('a part of a file hides no call of the others, whether it is parsed at once or edited', () => {
    expect([tokens.length > 200, all.length]).toEqual([true, 24]);
    for (const { from, to } of tokens) {
      const without = text.slice(0, from) + text.slice(to);
      const line = without.slice(0, from).split('\n').length;
      const told = `${JSON.stringify(text.slice(from, to))} of line ${line}`;
      const length = broken.length - (to - from);
      expect(callsElsewhere(pythonReader.parse(without), length), told).toEqual(all);
      const edited = pythonReader.update(whole, without);
      expect(callsElsewhere(edited, length), `${told}, edited`).toEqual(all);
      expect(callsElsewhere(pythonReader.update(edited, text), broken.length), `${told}, typed again`).toEqual(all);
    }
  });
});

describe('with an error', () => {
  it('ahead of every definition is read to its end, also where the first line is empty', () => {
    const text = '\nclient.connect("web", timeout=\n  )))\n\n\ndef later():\n    client.set_keepalive(30)\n}\n';
    for (const start of ['', '\n', '\n\n', '\r\n', '  \n', '#\n']) {
      const file = pythonReader.parse(start + text);
      expect(file.text).toBe(start + text);
      expect(file.code.length).toBe(file.text.length);
    }
  });
});
