import { createWriteStream, openAsBlob } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** What nobody fetched goes with the last mention of it. */
const forgotten = new FinalizationRegistry((folder: string) => void clear(folder))
const clear = (folder: string) => rm(folder, { recursive: true, force: true })

/** Pieces as a file that lies on the disk until it was sent: however long it is, memory holds one piece of it. */
export async function writtenFile(
  name: string,
  type: string,
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<File> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-file-'))
  try {
    const place = path.join(folder, 'file')
    await pipeline(Readable.from(pieces), createWriteStream(place))
    const file = new File([await openAsBlob(place)], name, { type })
    forgotten.register(file, folder)
    const stream = file.stream.bind(file)
    return Object.assign(file, { stream: () => Readable.toWeb(sent(stream(), folder)) })
  } catch (error) {
    await clear(folder)
    throw error
  }
}

/** Read once, to the end or until whoever reads hangs up. */
const sent = (stream: ReadableStream<Uint8Array>, folder: string): Readable =>
  Readable.from(
    (async function* () {
      try {
        yield* stream
      } finally {
        await clear(folder)
      }
    })(),
    { objectMode: false },
  )
