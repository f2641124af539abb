import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { sniffArchive } from './archive.ts'
import { decodeText, isUtf8, legacyEncoding } from './encoding.ts'
import { FileProblem } from './problem.ts'
import { isZip } from './refused-kinds.ts'
import { csvNote, refused, type Sniffed, sampleBytes, sniffFile } from './sniff.ts'
import { Workbook } from './workbook.ts'

/**
 * What the file at `path` is. Reads the whole file once where needed: a text can stop being UTF-8 long after
 * its beginning, and the table of contents of a workbook stands at its end.
 */
export async function sniffPath(path: string, fileName: string): Promise<Sniffed> {
  await using file = await open(path)
  const first = Buffer.alloc(sampleBytes)
  const { bytesRead } = await file.read(first, 0, sampleBytes, 0)
  const start = first.subarray(0, bytesRead)
  const archive = isZip(start) ? await sniffArchive(path) : null
  if (archive) return archive
  const sniffed = sniffFile(start, fileName)
  if (sniffed.kind === 'xlsx') return (await workbookProblem(path)) ?? sniffed
  if (!('encoding' in sniffed) || sniffed.encoding !== 'utf-8') return sniffed
  const bad = await firstChunkThatIsNotUtf8(path, sniffed.bomBytes)
  if (!bad) return sniffed
  const encoding = legacyEncoding(bad)
  const ending = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  return { ...sniffed, encoding, encodingSure: false, note: csvNote(fileName, ending, false, encoding) }
}

async function workbookProblem(path: string): Promise<Sniffed | null> {
  try {
    await using workbook = await Workbook.open(path)
    return workbook.sheets.length === 0 ? refused('This workbook has no sheet with cells.') : null
  } catch (error) {
    if (error instanceof FileProblem) return refused(error.message)
    throw error
  }
}

async function firstChunkThatIsNotUtf8(path: string, bomBytes: number): Promise<Uint8Array | null> {
  let last: Uint8Array = new Uint8Array(0)
  async function* remembered(): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(path, { highWaterMark: sampleBytes })) {
      last = chunk
      yield chunk
    }
  }
  try {
    for await (const _text of decodeText(remembered(), 'utf-8', bomBytes));
    return null
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error
    // Cut off inside its very last character: still UTF-8, and reading it to the end says so.
    return isUtf8(last) ? null : last
  }
}
