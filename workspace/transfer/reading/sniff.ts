import type { SniffedArchive } from './archive.ts'
import { findShape } from './delimiter.ts'
import { decodeStart, findEncoding } from './encoding.ts'
import { isZip, refusedByBytes, refusedByText, refusedZip } from './refused-kinds.ts'

export type SniffedCsv = {
  kind: 'csv'
  /** A WHATWG label, or utf-32le / utf-32be. */
  encoding: string
  /** False: a guess between old encodings; show a sample and let the person change it. */
  encodingSure: boolean
  bomBytes: number
  delimiter: string
  quote: string
  /** The first line is Excel's `sep=;`, no data. */
  separatorLine: boolean
  /** What the person should know, as a sentence. */
  note: string | null
}

export type SniffedXlsx = { kind: 'xlsx'; note: string | null }
/** Business cards, one or many. */
export type SniffedVcard = Pick<SniffedCsv, 'encoding' | 'encodingSure' | 'bomBytes' | 'note'> & {
  kind: 'vcard'
}
export type Readable = SniffedCsv | SniffedXlsx | SniffedVcard | SniffedArchive

export type Sniffed = Readable | { kind: 'refused'; reason: string }

export const refused = (reason: string): Sniffed => ({ kind: 'refused', reason })

export const sampleBytes = 256 * 1024

const noTable = 'This file is neither a text nor an Excel workbook. Save it as CSV UTF-8 or .xlsx.'

/**
 * What a file is by its first bytes (256 KB are plenty); its name only matters for the note. A refused file
 * comes with a sentence that says what it is and what to do. See `sniffPath` for a whole file.
 */
export function sniffFile(firstBytes: Uint8Array, fileName: string): Sniffed {
  if (firstBytes.length === 0) return refused('This file is empty.')
  const ending = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  if (isZip(firstBytes)) {
    const reason = refusedZip(firstBytes)
    if (reason) return refused(reason)
    const misnamed = !['xlsx', 'xlsm', 'xltx', 'xltm'].includes(ending)
    return {
      kind: 'xlsx',
      note: misnamed
        ? `“${fileName}” is an Excel workbook, whatever its name says, and is read as one.`
        : null,
    }
  }
  const binary = refusedByBytes(firstBytes)
  if (binary) return refused(binary)
  const found = findEncoding(firstBytes)
  if (!found) return refused(noTable)
  const text = decodeStart(firstBytes, found.encoding, found.bomBytes)
  if (text === null || isGarbage(text)) return refused(noTable)
  const reason = text.trim() === '' ? 'This file is empty.' : refusedByText(text)
  if (reason) return refused(reason)
  if (/^BEGIN:VCARD/i.test(text.trimStart())) {
    const { encoding, sure, bomBytes } = found
    return { kind: 'vcard', encoding, encodingSure: sure, bomBytes, note: null }
  }
  return {
    kind: 'csv',
    encoding: found.encoding,
    encodingSure: found.sure,
    bomBytes: found.bomBytes,
    ...findShape(text),
    note: csvNote(fileName, ending, found.sure, found.encoding),
  }
}

/** Bytes that are no text can still decode, but then to many control characters. */
function isGarbage(text: string): boolean {
  const control = text.match(/[^\P{Cc}\t\n\r\f\v]/gu)?.length ?? 0
  return control > text.length / 100
}

export function csvNote(fileName: string, ending: string, sure: boolean, encoding: string): string | null {
  const notes: string[] = []
  if (ending.startsWith('xls'))
    notes.push(`“${fileName}” is a plain text, not an Excel workbook, and is read as CSV.`)
  if (!sure) notes.push(`Its letters look like ${encoding}: check names with accents below.`)
  return notes.length === 0 ? null : notes.join(' ')
}
