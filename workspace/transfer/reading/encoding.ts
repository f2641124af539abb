import { analyse } from 'chardet'
import { FileProblem } from './problem.ts'

export type TextEncodingFound = {
  /** A WHATWG label that TextDecoder knows, or utf-32le / utf-32be. */
  encoding: string
  /** Bytes of the byte order mark to skip. */
  bomBytes: number
  /** False when the encoding is a guess that the person should be able to change. */
  sure: boolean
}

const startsWith = (bytes: Uint8Array, ...prefix: number[]) => prefix.every((byte, i) => bytes[i] === byte)

/**
 * The encoding of a text by its first bytes: byte order mark, then the pattern of zero bytes, then whether
 * it is valid UTF-8, then a guess from the frequency of letters. Null: these bytes are not a text.
 */
export function findEncoding(bytes: Uint8Array): TextEncodingFound | null {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
    if (isUtf8(bytes.subarray(3))) return { encoding: 'utf-8', bomBytes: 3, sure: true }
    return { encoding: legacyEncoding(bytes.subarray(3)), bomBytes: 3, sure: false }
  }
  const wide = wideEncoding(bytes)
  if (wide) return wide
  if (bytes.includes(0)) return null
  if (isUtf8(bytes)) return { encoding: 'utf-8', bomBytes: 0, sure: true }
  return { encoding: legacyEncoding(bytes), bomBytes: 0, sure: false }
}

/**
 * UTF-16 and UTF-32. Some tools write the two-byte mark of UTF-16 before UTF-32 text, and some write no mark
 * at all, so the zero bytes decide: in UTF-32 three of four bytes are (nearly) always zero.
 */
function wideEncoding(bytes: Uint8Array): TextEncodingFound | null {
  const bom16 = startsWith(bytes, 0xff, 0xfe) ? 'utf-16le' : startsWith(bytes, 0xfe, 0xff) ? 'utf-16be' : null
  const bom32 = startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff) ? 4 : 0
  for (const bomBytes of new Set([bom32, bom16 ? 2 : 0])) {
    const zeros = zeroShares(bytes.subarray(bomBytes))
    if (zeros[0] > 0.9 && zeros[1] > 0.9 && zeros[3] < 0.1) {
      return { encoding: 'utf-32be', bomBytes, sure: true }
    }
    if (zeros[2] > 0.9 && zeros[3] > 0.9 && zeros[0] < 0.1) {
      return { encoding: 'utf-32le', bomBytes, sure: true }
    }
  }
  if (bom16) return { encoding: bom16, bomBytes: 2, sure: true }
  const [a, b, c, d] = zeroShares(bytes)
  const even = (a + c) / 2
  const odd = (b + d) / 2
  if (odd > 0.1 && even < odd / 10) return { encoding: 'utf-16le', bomBytes: 0, sure: true }
  if (even > 0.1 && odd < even / 10) return { encoding: 'utf-16be', bomBytes: 0, sure: true }
  return null
}

function zeroShares(bytes: Uint8Array): [number, number, number, number] {
  const zeros: [number, number, number, number] = [0, 0, 0, 0]
  const quads = Math.floor(bytes.length / 4)
  for (let i = 0; i < quads * 4; i++) if (bytes[i] === 0) zeros[(i & 3) as 0 | 1 | 2 | 3]++
  return quads === 0 ? zeros : (zeros.map((n) => n / quads) as [number, number, number, number])
}

/** Whether the bytes are valid UTF-8, a character cut off at the end allowed. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/**
 * The likeliest encoding of a text that is not Unicode. Letter frequencies of short lists are weak evidence,
 * so windows-1252 (the superset of Latin-1 that Excel writes in Western Europe and America) wins unless
 * another one is clearly likelier and decodes without a fault, or bytes occur that windows-1252 doesn't use.
 */
export function legacyEncoding(bytes: Uint8Array): string {
  const matches = analyse(bytes).filter(({ name }) => !/^(ASCII|UTF-.*)$/i.test(name))
  const isWestern = ({ name }: { name: string }) => /^(ISO-8859-1|windows-1252)$/i.test(name)
  const western = matches.find(isWestern)?.confidence ?? 0
  const enough = bytes.some((byte) => unusedIn1252.has(byte)) ? 1 : Math.max(20, western + 10)
  for (const match of matches) {
    if (!isWestern(match) && match.confidence >= enough && decodes(bytes, match.name)) {
      return match.name.toLowerCase()
    }
  }
  return 'windows-1252'
}

const unusedIn1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])

function decodes(bytes: Uint8Array, label: string): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** The beginning of a text; a wrong byte shows as a replacement mark. Null when it can't be this encoding at all. */
export function decodeStart(bytes: Uint8Array, encoding: string, bomBytes: number): string | null {
  const body = bytes.subarray(bomBytes)
  if (!encoding.startsWith('utf-32')) return new TextDecoder(encoding).decode(body, { stream: true })
  try {
    return utf32Decoder(encoding)(body, true)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/**
 * The text of a byte stream, piece by piece, without the byte order mark.
 * Throws FileProblem where bytes are no valid text in this encoding, after the text before them: nothing is
 * replaced silently.
 */
export async function* decodeText(
  source: AsyncIterable<Uint8Array>,
  encoding: string,
  bomBytes: number,
): AsyncGenerator<string> {
  const decode = encoding.startsWith('utf-32') ? utf32Decoder(encoding) : nativeDecoder(encoding)
  let skip = bomBytes
  for await (const chunk of source) {
    const bytes = skip > 0 ? chunk.subarray(skip) : chunk
    skip = Math.max(0, skip - chunk.length)
    const text = attempt(decode, bytes, true)
    if (text === null) {
      yield (decodeStart(bytes, encoding, 0) ?? '').split('\ufffd')[0]!
      throw new FileProblem(notThisEncoding(encoding))
    }
    if (text !== '') yield text
  }
  if (attempt(decode, new Uint8Array(0), false) === null) {
    throw new FileProblem('This file ends inside a character. It was probably not uploaded completely.')
  }
}

const notThisEncoding = (encoding: string) =>
  `This file has bytes that are no valid ${encoding} text. Choose another encoding, or save it again as CSV UTF-8.`

/** Null: these bytes can't follow in this encoding. The decoders throw TypeError or RangeError then. */
function attempt(decode: (bytes: Uint8Array, more: boolean) => string, bytes: Uint8Array, more: boolean) {
  try {
    return decode(bytes, more)
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null
    throw error
  }
}

function nativeDecoder(encoding: string) {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  return (bytes: Uint8Array, more: boolean) => decoder.decode(bytes, { stream: more })
}

/** TextDecoder has no UTF-32. Throws RangeError on a value that is no code point or on a cut-off end. */
function utf32Decoder(encoding: string) {
  const littleEndian = encoding === 'utf-32le'
  let rest: Uint8Array = new Uint8Array(0)
  return (bytes: Uint8Array, more: boolean) => {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    const whole = all.length - (all.length % 4)
    if (!more && whole !== all.length) throw new RangeError('The text ends inside a character')
    const view = new DataView(all.buffer, all.byteOffset, whole)
    let text = ''
    for (let at = 0; at < whole; at += 4) text += String.fromCodePoint(view.getUint32(at, littleEndian))
    rest = all.slice(whole)
    return text
  }
}
