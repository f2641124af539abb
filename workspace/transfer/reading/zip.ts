import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'
import { FileProblem } from './problem.ts'

type Entry = { method: number; encrypted: boolean; packed: number; unpacked: number; offset: number }

/** What is said of an archive that can't be read, by what it is. */
export type ZipWords = { damaged: string; locked: string; large: string; odd: string }

const ofWorkbook: ZipWords = {
  damaged: 'This workbook is damaged or was not uploaded completely. Save it again and bring it once more.',
  locked: 'This workbook has a password. Save it without one.',
  large: 'This workbook unpacks to more than can be read. Split it.',
  odd: 'This workbook is packed in a way that can’t be read. Save it again in Excel.',
}

const ofFiles: ZipWords = {
  damaged: 'This ZIP is damaged, was not uploaded completely or is larger than 4 GB. Pack it again.',
  locked: 'This ZIP has a password. Pack it without one.',
  large: 'This ZIP unpacks to more than can be read. Split it.',
  odd: 'This file is packed in a way that can’t be read. Pack the ZIP again.',
}

/** All files of a ZIP together, as often as rows name them. */
const mostUnpackedBytes = 20 * 1024 ** 3
/** The table of contents of an archive is held in memory. */
const mostDirectoryBytes = 64 * 1024 * 1024

/**
 * Random access to the parts of a zip archive on disk, read as streams. An entry may not unpack to more than
 * it declares, nor all entries together to more than `maxUnpackedBytes`.
 */
export class ZipFile implements AsyncDisposable {
  readonly #path: string
  readonly #file: FileHandle
  readonly #entries: Map<string, Entry>
  readonly #words: ZipWords
  #budget: number

  private constructor(
    path: string,
    file: FileHandle,
    { entries, budget, words }: { entries: Map<string, Entry>; budget: number; words: ZipWords },
  ) {
    this.#path = path
    this.#file = file
    this.#entries = entries
    this.#words = words
    this.#budget = budget
  }

  static async open(path: string, maxUnpackedBytes: number, words = ofWorkbook): Promise<ZipFile> {
    const file = await open(path)
    try {
      const entries = await readDirectory(file, words)
      return new ZipFile(path, file, { entries, budget: maxUnpackedBytes, words })
    } catch (error) {
      await file.close()
      throw error
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  names(): string[] {
    return [...this.#entries.keys()]
  }

  /** What an entry says that it unpacks to; reading it gives no more. */
  sizeOf(name: string): number {
    return this.#entries.get(name)?.unpacked ?? 0
  }

  /** The unpacked bytes of one entry. Throws FileProblem when it is damaged, encrypted or too large. */
  async *read(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(name)
    const { damaged, locked, large } = this.#words
    if (!entry) throw new FileProblem(damaged)
    if (entry.encrypted) throw new FileProblem(locked)
    let unpacked = 0
    for await (const chunk of this.#unpack(entry)) {
      unpacked += chunk.length
      this.#budget -= chunk.length
      if (unpacked > entry.unpacked) throw new FileProblem(damaged)
      if (this.#budget < 0) throw new FileProblem(large)
      yield chunk
    }
    if (unpacked !== entry.unpacked) throw new FileProblem(damaged)
  }

  async *#unpack(entry: Entry): AsyncGenerator<Uint8Array> {
    const header = Buffer.alloc(30)
    await this.#file.read(header, 0, 30, entry.offset)
    if (header.readUInt32LE(0) !== 0x04034b50) throw new FileProblem(this.#words.damaged)
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
    if (entry.packed === 0) return
    const stored = createReadStream(this.#path, { start, end: start + entry.packed - 1 })
    try {
      if (entry.method === 0) yield* stored
      else if (entry.method === 8) yield* this.#inflate(stored)
      else throw new FileProblem(this.#words.odd)
    } finally {
      stored.destroy()
    }
  }

  async *#inflate(stored: AsyncIterable<Uint8Array> & NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
    const inflate = createInflateRaw()
    stored.on('error', (error) => inflate.destroy(error))
    try {
      yield* stored.pipe(inflate)
    } catch (error) {
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
        throw new FileProblem(this.#words.damaged)
      }
      throw error
    } finally {
      inflate.destroy()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close()
  }
}

/** A ZIP of files with a table. */
export const openArchive = (path: string) => ZipFile.open(path, mostUnpackedBytes, ofFiles)

/** The central directory at the end of the archive (APPNOTE.TXT 4.3.12 and 4.3.16); zip64 is not needed here. */
async function readDirectory(file: FileHandle, { damaged, large }: ZipWords): Promise<Map<string, Entry>> {
  const { size } = await file.stat()
  const tail = Buffer.alloc(Math.min(size, 22 + 0xffff))
  await file.read(tail, 0, tail.length, size - tail.length)
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end === -1 || end + 22 > tail.length) throw new FileProblem(damaged)
  const length = tail.readUInt32LE(end + 12)
  const offset = tail.readUInt32LE(end + 16)
  if (offset === 0xffffffff || offset + length > size) throw new FileProblem(damaged)
  if (length > mostDirectoryBytes) throw new FileProblem(large)
  const directory = Buffer.alloc(length)
  await file.read(directory, 0, length, offset)
  const entries = new Map<string, Entry>()
  let at = 0
  while (at + 46 <= length && directory.readUInt32LE(at) === 0x02014b50) {
    const nameLength = directory.readUInt16LE(at + 28)
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength)
    entries.set(name, {
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}
