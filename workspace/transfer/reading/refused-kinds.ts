const asciiOf = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', from, to)

const hex = (bytes: Uint8Array, count: number) => Buffer.from(bytes.subarray(0, count)).toString('hex')

const saveAs = 'Save it as CSV UTF-8 or as an Excel workbook (.xlsx) and bring that file.'

const signatures: [pattern: RegExp, sentence: string][] = [
  [
    /^d0cf11e0a1b11ae1/,
    'This is an old Excel file (.xls) or a workbook with a password. Open it in Excel, save it as .xlsx without a password and bring that file.',
  ],
  [/^255044462d/, `This is a PDF, which has no rows to read. ${saveAs}`],
  [/^1f8b/, 'This file is compressed (gzip). Unpack it and bring the file inside.'],
  [/^526172211a07/, 'This is a RAR archive. Unpack it and bring the file inside.'],
  [/^377abcaf271c/, 'This is a 7-Zip archive. Unpack it and bring the file inside.'],
  [/^(89504e47|ffd8ff|47494638|52494646)/, `This is a picture or a media file, not a table. ${saveAs}`],
  [/^53514c69746520666f726d6174/, `This is a SQLite database. Export the table from it. ${saveAs}`],
  [/^50415231/, `This is a Parquet file. ${saveAs}`],
  [/^7b5c727466/, `This is a rich text document (RTF). ${saveAs}`],
]

/** What a file is that can't be imported, as a sentence with what to do; null when nothing speaks against it. */
export function refusedByBytes(bytes: Uint8Array): string | null {
  const start = hex(bytes, 16)
  return signatures.find(([pattern]) => pattern.test(start))?.[1] ?? null
}

/** The same for what can only be seen in the decoded beginning of a text. */
export function refusedByText(text: string): string | null {
  const start = text.trimStart().slice(0, 2_000)
  if (/^(<!doctype html|<html|<table|<head|<meta|<body|<div)/i.test(start)) {
    return `This is a web page, even if its name says Excel: some tools export like that. Open it in Excel. ${saveAs}`
  }
  if (/^<\?xml/i.test(start) && /urn:schemas-microsoft-com:office:spreadsheet/.test(start)) {
    return `This is an Excel file in the XML form of 2003. Open it in Excel. ${saveAs}`
  }
  if (/^<(\?xml|!--|!DOCTYPE)/i.test(start)) return `This is an XML file. ${saveAs}`
  if (/^BEGIN:VCALENDAR/i.test(start)) return 'This is a calendar (iCalendar), not a table of records.'
  if (/^(\{\s*"[^"\n]*"\s*:|\[\s*(\{\s*"|\[\s*["\d]))/.test(start)) return `This is a JSON file. ${saveAs}`
  return null
}

/** Names of the first entries of a zip archive, read from its local headers as far as the bytes go. */
function zipNames(bytes: Uint8Array): string[] {
  const names: string[] = []
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = buffer.indexOf('PK\x03\x04', 0, 'latin1')
  while (at !== -1 && at + 30 <= buffer.length) {
    const length = buffer.readUInt16LE(at + 26)
    if (length < 500) names.push(asciiOf(bytes, at + 30, at + 30 + length))
    at = buffer.indexOf('PK\x03\x04', at + 30, 'latin1')
  }
  return names
}

export const isZip = (bytes: Uint8Array) => /^504b0(304|506|708)/.test(hex(bytes, 4))

/**
 * What a zip archive is that is no Excel workbook; null when it is one or may be one (its table of contents
 * stands at the end of the file, so the last word belongs to whoever opens it).
 */
export function refusedZip(bytes: Uint8Array): string | null {
  const names = zipNames(bytes)
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name))
  if (names[0] === 'mimetype' && asciiOf(bytes, 30, 200).includes('opendocument')) {
    return `This is an OpenDocument file (.ods). ${saveAs}`
  }
  if (has(/^xl\/workbook\.bin$/)) return `This is a binary Excel workbook (.xlsb). ${saveAs}`
  if (has(/^xl\//)) return null
  if (has(/^word\//)) return `This is a Word document. ${saveAs}`
  if (has(/^ppt\//)) return `This is a PowerPoint presentation. ${saveAs}`
  if (has(/^(\[Content_Types\]\.xml|_rels\/|docProps\/)/)) return null
  if (has(/^Index\/.*\.iwa$|^Index\.zip$/))
    return `This is an Apple Numbers file. Export it from there. ${saveAs}`
  return 'This is a zip archive that is damaged, was not uploaded completely or is larger than 4 GB. Pack it again, in several if need be, and bring it once more.'
}
