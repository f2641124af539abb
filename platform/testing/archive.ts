import { crc32, deflateRawSync } from 'node:zlib'

type Entry = {
  name: string
  bytes: Buffer
  /** What the archive says of its size, if that is a lie. */
  said?: number
  /** As it is, not packed: what is packed already often is. */
  stored?: boolean
}

/** A zip archive with these entries, written by hand (APPNOTE.TXT 4.3) so that it can lie. */
export function archive(entries: Entry[]): Buffer<ArrayBuffer> {
  const pieces: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes, said = bytes.length, stored = false } of entries) {
    const packed = stored ? bytes : deflateRawSync(bytes, { level: 9 })
    const title = Buffer.from(name)
    const head = Buffer.alloc(26)
    for (const [value, at, size] of [
      [20, 0, 2],
      [stored ? 0 : 8, 4, 2],
      [crc32(bytes), 10, 4],
      [packed.length, 14, 4],
      [said, 18, 4],
      [title.length, 22, 2],
    ] as const)
      head.writeUIntLE(value, at, size)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    pieces.push(Buffer.from('PK\x03\x04', 'latin1'), head, title, packed)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, place, title)
    offset += 4 + head.length + title.length + packed.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...pieces, listed, Buffer.from('PK\x05\x06', 'latin1'), end])
}
