import { decode } from 'libqp'
import { defaultLimits, FileProblem } from './problem.ts'

/** The columns of business cards; of more than one address or number the further ones stand beside the first. */
export const vcardColumns = [
  ...[
    'Full name',
    'First name',
    'Last name',
    'E-mail',
    'E-mail 2',
    'E-mail 3',
    'Phone',
    'Phone 2',
    'Phone 3',
  ],
  ...['Company', 'Department', 'Job title', 'Street', 'Town', 'State', 'Postal code', 'Country'],
  ...['Web address', 'Birthday', 'Note', 'Categories', 'UID'],
] as const

type Property = { name: string; types: Set<string>; params: Map<string, string>; value: string }
export type Card = { line: number; cells: string[]; problem: string | null }

/**
 * Business cards (vCard 2.1, 3.0 and 4.0: RFC 2426, RFC 6350), one after the other out of pieces of text. Pictures, keys
 * and sounds are passed over, and so is a card inside a card (2.1's AGENT).
 */
export async function* readCards(texts: AsyncIterable<string>): AsyncGenerator<Card> {
  let open: { line: number; properties: Property[] } | null = null
  let inner = 0
  for await (const { line, text } of logicalLines(texts)) {
    const property = readProperty(text)
    if (!property) continue
    const isCard = /^vcard$/i.test(property.value.trim())
    if (property.name === 'BEGIN' && isCard) {
      if (open?.properties.at(-1)?.name === 'AGENT') inner++
      else {
        if (open) yield { ...cardOf(open), problem: 'This card has no end.' }
        open = { line, properties: [] }
      }
    } else if (property.name === 'END' && isCard) {
      if (inner > 0) inner--
      else if (open) {
        yield { ...cardOf(open), problem: null }
        open = null
      }
    } else if (open && inner === 0) open.properties.push(property)
  }
  if (open) yield { ...cardOf(open), problem: 'This card has no end: the file was probably cut off.' }
}

/** Lines as they were before folding: a blank begins one that goes on, an = ends one in quoted-printable that does. */
async function* logicalLines(texts: AsyncIterable<string>): AsyncGenerator<{ line: number; text: string }> {
  let [at, begun, text]: [number, number, string | null] = [0, 0, null]
  let encoded = false
  for await (const line of linesOf(texts)) {
    at++
    if (text && text.length > defaultLimits.maxRecordBytes) throw new FileProblem(endless, begun)
    if (text !== null && encoded && text.endsWith('=')) text = text.slice(0, -1) + line
    else if (text !== null && /^[ \t]/.test(line)) text += line.slice(1)
    else {
      if (text) yield { line: begun, text }
      ;[begun, text, encoded] = [at, line, isQuotedPrintable(line)]
    }
  }
  if (text) yield { line: begun, text }
}

async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const text of texts) {
    rest += text
    // The last line may go on in the next piece, and so may a \r\n.
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop()!
    if (rest.length > defaultLimits.maxRecordBytes) throw new FileProblem(endless)
    yield* lines
  }
  yield rest.replace(/\r$/, '')
}

const endless = 'A line of this file never ends, so it is no set of business cards.'
const isQuotedPrintable = (line: string) => /^[^:]*;(encoding=)?quoted-printable[;:]/i.test(line)

function readProperty(line: string): Property | null {
  const colon = outsideQuotes(line, ':')[0]
  if (colon === undefined) return null
  const head = line.slice(0, colon)
  const [named = '', ...params] = splitAt(head, outsideQuotes(head, ';'))
  const name = named
    .slice(named.lastIndexOf('.') + 1)
    .trim()
    .toUpperCase()
  const of = new Map<string, string>()
  const types = new Set<string>()
  for (const param of params) {
    const at = param.indexOf('=')
    const key = at === -1 ? 'TYPE' : param.slice(0, at).trim().toUpperCase()
    const value = param.slice(at + 1).replaceAll('"', '')
    // 2.1 writes types and encodings alone: TEL;WORK;QUOTED-PRINTABLE
    if (key === 'TYPE') for (const type of value.toUpperCase().split(',')) types.add(type.trim())
    else of.set(key, value)
  }
  const encoded = /^quoted-printable$/i.test(of.get('ENCODING') ?? '') || types.has('QUOTED-PRINTABLE')
  const value = line.slice(colon + 1)
  return { name, types, params: of, value: encoded ? decoded(value, of.get('CHARSET')) : value }
}

function decoded(value: string, charset = 'utf-8'): string {
  const bytes = decode(value)
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return new TextDecoder().decode(bytes) // a charset that nobody knows
  }
}

function outsideQuotes(text: string, sign: string): number[] {
  const found: number[] = []
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted
    else if (text[at] === sign && !quoted) found.push(at)
  }
  return found
}

function splitAt(text: string, places: readonly number[]): string[] {
  const starts = [0, ...places.map((at) => at + 1)]
  return starts.map((from, n) => text.slice(from, places[n] ?? text.length))
}

/** `\n` is a line, `\,` `\;` and `\\` are what they stand before. */
const unescaped = (text: string) =>
  text.replace(/\\([\s\S])/g, (_all, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign)).trim()

const partsOf = (value: string, sign: string) => {
  const places = [...value.matchAll(/\\[\s\S]|[\s\S]/g)].flatMap((it) => (it[0] === sign ? [it.index] : []))
  return splitAt(value, places).map(unescaped)
}

const isPreferred = ({ types, params }: Property) => types.has('PREF') || params.get('PREF') === '1'
const preferred = (all: Property[]) => all.toSorted((a, b) => Number(isPreferred(b)) - Number(isPreferred(a)))

function cardOf({ line, properties }: { line: number; properties: Property[] }) {
  const all = (name: string) => preferred(properties.filter((it) => it.name === name && it.value.trim()))
  const text = (name: string) => unescaped(all(name)[0]?.value ?? '')
  const [family = '', given = '', further = '', before = '', after = ''] = partsOf(
    all('N')[0]?.value ?? '',
    ';',
  )
  const names = [before, given, further, family, after].filter(Boolean).join(' ')
  const mails = all('EMAIL').map(({ value }) => unescaped(value).replace(/^mailto:/i, ''))
  const phones = all('TEL')
    .filter(({ types }) => !types.has('FAX') && !types.has('PAGER') && !types.has('MODEM'))
    .map(({ value }) =>
      unescaped(value)
        .replace(/^tel:/i, '')
        .replace(/;ext=(\d+)$/, ' ext. $1'),
    )
  const [company = '', department = ''] = partsOf(all('ORG')[0]?.value ?? '', ';')
  const homes = all('ADR').toSorted((a, b) => Number(b.types.has('WORK')) - Number(a.types.has('WORK')))
  const [, annex = '', street = '', city = '', state = '', code = '', country = ''] = partsOf(
    homes[0]?.value ?? '',
    ';',
  )
  const cells: Record<(typeof vcardColumns)[number], string> = {
    'Full name': text('FN') || names,
    'First name': [given, further].filter(Boolean).join(' '),
    'Last name': family,
    'E-mail': mails[0] ?? '',
    'E-mail 2': mails[1] ?? '',
    'E-mail 3': mails[2] ?? '',
    Phone: phones[0] ?? '',
    'Phone 2': phones[1] ?? '',
    'Phone 3': phones[2] ?? '',
    Company: company,
    Department: department,
    'Job title': text('TITLE') || text('ROLE'),
    Street: [street, annex].filter(Boolean).join(', '),
    Town: city,
    State: state,
    'Postal code': code,
    Country: country,
    'Web address': text('URL'),
    Birthday: text('BDAY')
      .replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
      .replace(/T.*$/, ''),
    Note: text('NOTE'),
    Categories: partsOf(all('CATEGORIES')[0]?.value ?? '', ',').join('; '),
    UID: text('UID'),
  }
  return { line, cells: vcardColumns.map((name) => cells[name]) }
}
