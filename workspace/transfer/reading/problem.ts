/**
 * A file, or a place in it, that can't be read. The message is a sentence for the person who brought
 * the file: what is wrong and what to do. `line` is the 1-based line of the file (row of the sheet).
 */
export class FileProblem extends Error {
  readonly line: number | null

  constructor(message: string, line: number | null = null) {
    super(message)
    this.name = 'FileProblem'
    this.line = line
  }
}

/** What a file may cost at most. Everything beyond is refused in words instead of filling the memory. */
export type Limits = {
  /** Rows including the header. */
  maxRows: number
  maxColumns: number
  maxCellChars: number
  /** Bytes of one CSV record; also what an unclosed quote may swallow before it is noticed. */
  maxRecordBytes: number
  /** All parts of a workbook unpacked: a sheet of a million rows has about 1.2 GB. */
  maxUnpackedBytes: number
  /** The shared texts of a workbook have to be held in memory while it is read. */
  maxSharedTextBytes: number
}

export const defaultLimits: Limits = {
  maxRows: 2_000_000,
  maxColumns: 1_000,
  maxCellChars: 100_000,
  maxRecordBytes: 8_000_000,
  maxUnpackedBytes: 4_000_000_000,
  maxSharedTextBytes: 256_000_000,
}
