import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline as chain, Readable, Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'

/**
 * The form of a backup: gzip of frames, each a type byte, a length and a payload. `head` and `table` are JSON, `rows` is
 * COPY text, `tail` carries counts and a digest of everything before it, so a cut or changed file is known for one.
 */
export type Frame = { type: 'head' | 'table' | 'rows' | 'tail'; payload: Buffer }

const types = ['head', 'table', 'rows', 'tail'] as const
const headerBytes = 5
const largestFrameBytes = 64 * 1024 * 1024

export const head = z.object({
  format: z.literal('baton-backup'),
  formatVersion: z.literal(1),
  schema: z.string(),
  at: z.string(),
})
export const table = z.object({ name: z.string(), columns: z.array(z.string()) })
export const tail = z.object({
  rows: z.record(z.string(), z.number()),
  sequences: z.record(z.string(), z.number()),
  sha256: z.string(),
})

export class BadArchive extends Error {}

/** Writes frames to a new file, readable by its owner alone; the digest of the tail is filled in here. */
export async function writeArchive(file: string, frames: AsyncIterable<Frame>): Promise<void> {
  const digest = createHash('sha256')
  async function* bytes() {
    for await (const { type, payload } of frames) {
      const body =
        type === 'tail'
          ? Buffer.from(JSON.stringify({ ...JSON.parse(payload.toString()), sha256: digest.digest('hex') }))
          : payload
      const header = Buffer.alloc(headerBytes)
      header.writeUInt8(types.indexOf(type), 0)
      header.writeUInt32BE(body.length, 1)
      if (type !== 'tail') digest.update(header).update(body)
      yield header
      yield body
    }
  }
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 })
  await pipeline(Readable.from(bytes()), createGzip({ level: 6 }), out).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new Error(`${file} is there already. A backup never writes over a file: name a new one.`)
    throw error
  })
  const handle = await open(file, 'r+')
  await handle.sync()
  await handle.close()
}

/** The frames of a file. Throws BadArchive for anything that is not a whole backup of ours. */
export async function* readArchive(file: string): AsyncGenerator<Frame> {
  const digest = createHash('sha256')
  let ended = false
  // The callback has nothing to do: whatever fails destroys `frames`, and reading it throws.
  const frames = chain(createReadStream(file), createGunzip(), new Frames(), () => {})
  try {
    for await (const frame of frames as AsyncIterable<Frame & { raw: Buffer }>) {
      if (ended) throw new BadArchive('Something follows the end of the backup.')
      if (frame.type === 'tail') {
        ended = true
        if (tail.parse(JSON.parse(frame.payload.toString())).sha256 !== digest.digest('hex'))
          throw new BadArchive('The backup was changed or damaged: its checksum does not match.')
      } else digest.update(frame.raw).update(frame.payload)
      yield { type: frame.type, payload: frame.payload }
    }
  } catch (error) {
    if (error instanceof BadArchive || isFileError(error)) throw error
    throw new BadArchive(
      `This is not a whole Baton backup (${error instanceof Error ? error.message : error}).`,
    )
  }
  if (!ended) throw new BadArchive('The backup is cut off: its end is missing.')
}

const isFileError = (error: unknown) => error instanceof Error && 'syscall' in error

class Frames extends Transform {
  #rest: Buffer = Buffer.alloc(0)
  constructor() {
    super({ readableObjectMode: true })
  }
  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    while (this.#rest.length >= headerBytes) {
      const type = types[this.#rest.readUInt8(0)]
      const length = this.#rest.readUInt32BE(1)
      if (!type || length > largestFrameBytes) return done(new BadArchive('This is not a Baton backup.'))
      if (this.#rest.length < headerBytes + length) break
      this.push({
        type,
        raw: this.#rest.subarray(0, headerBytes),
        payload: this.#rest.subarray(headerBytes, headerBytes + length),
      })
      this.#rest = this.#rest.subarray(headerBytes + length)
    }
    done()
  }
  override _flush(done: TransformCallback) {
    done(this.#rest.length > 0 ? new BadArchive('The backup is cut off.') : null)
  }
}
