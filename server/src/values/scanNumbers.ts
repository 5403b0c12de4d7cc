/**
 * What C's sscanf reads with `%d:%d:...`: up to `most` integers, each perhaps after blanks and with a sign. Text after
 * the last one is ignored.
 */
export function scanNumbers(text: string, most: number): number[] {
  const numbers: number[] = [];
  const number = /[ \t\n\v\f\r]*([+-]?\d+)/y;
  while (numbers.length < most) {
    if (numbers.length > 0) {
      if (text[number.lastIndex] !== ':') break;
      number.lastIndex += 1;
    }
    const match = number.exec(text);
    if (!match) break;
    // A C int keeps the low 32 bits of the long that was read.
    numbers.push(Number(BigInt.asIntN(32, clampToLong(BigInt(match[1] ?? '0')))));
  }
  return numbers;
}

function clampToLong(value: bigint): bigint {
  const largest = 2n ** 63n - 1n;
  if (value > largest) return largest;
  return value < -largest - 1n ? -largest - 1n : value;
}
