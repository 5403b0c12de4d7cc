import fs from 'node:fs';

export interface ZipEntry {
  readonly name: string;
  /** Bytes in the archive. */
  readonly packedSize: number;
}

const centralEntry = 0x02014b50;
const centralEnd = 0x06054b50;

/** Lists a zip archive from its central directory (APPNOTE.TXT 4.3.12 and 4.3.16); neither encryption nor zip64. */
export function zipEntries(file: string): readonly ZipEntry[] {
  const bytes = fs.readFileSync(file);
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== centralEnd) end--;
  if (end < 0) throw new Error(`not a zip archive: ${file}`);
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (bytes.readUInt32LE(at) !== centralEntry) throw new Error(`damaged zip archive: ${file}`);
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      packedSize: bytes.readUInt32LE(at + 20),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}
