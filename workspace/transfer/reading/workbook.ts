import { posix } from 'node:path'
import { type CellFormat, cellFormat, unescapeText } from './cell-format.ts'
import { defaultLimits, FileProblem, type Limits } from './problem.ts'
import { readSheet, type SheetRow, type SheetTexts } from './sheet.ts'
import { readXml } from './xml.ts'
import { ZipFile } from './zip.ts'

export type SheetName = { name: string; hidden: boolean }

type Relation = { id: string; type: string; target: string }

const noWorkbook =
  'This is a packed file, but no Excel workbook. Save it as CSV UTF-8 or .xlsx and bring that file.'

/**
 * An Excel workbook (.xlsx, .xlsm) read as a stream straight from its parts. exceljs's own streaming reader
 * decodes each chunk alone and so breaks letters with accents at chunk borders; it also unpacks without a bound.
 */
export class Workbook implements AsyncDisposable {
  /** The sheets with cells, in the order of their tabs. */
  readonly sheets: SheetName[]
  readonly #zip: ZipFile
  readonly #parts: Map<string, string>
  readonly #texts: SheetTexts
  readonly #limits: Limits

  private constructor(zip: ZipFile, found: Found, limits: Limits) {
    this.#zip = zip
    this.sheets = found.sheets.map(({ name, hidden }) => ({ name, hidden }))
    this.#parts = new Map(found.sheets.map(({ name, part }) => [name, part]))
    this.#texts = found.texts
    this.#limits = limits
  }

  /** Throws FileProblem when the file is no workbook, damaged, protected or too large. */
  static async open(path: string, limits: Limits = defaultLimits): Promise<Workbook> {
    const zip = await ZipFile.open(path, limits.maxUnpackedBytes)
    try {
      return new Workbook(zip, await find(zip, limits), limits)
    } catch (error) {
      await zip[Symbol.asyncDispose]()
      throw error
    }
  }

  /** The rows of a sheet that have cells; without a name the first sheet that is visible. */
  async *rows(sheet?: string): AsyncGenerator<SheetRow> {
    const name = sheet ?? (this.sheets.find(({ hidden }) => !hidden) ?? this.sheets[0])?.name
    const part = name === undefined ? undefined : this.#parts.get(name)
    if (part === undefined) throw new FileProblem(`This workbook has no sheet called “${name ?? ''}”.`)
    yield* readSheet(this.#zip.read(part), this.#texts, this.#limits)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#zip[Symbol.asyncDispose]()
  }
}

type Found = { sheets: (SheetName & { part: string })[]; texts: SheetTexts }

async function find(zip: ZipFile, limits: Limits): Promise<Found> {
  if (!zip.has('_rels/.rels')) throw new FileProblem(noWorkbook)
  const root = (await relations(zip, '')).find(({ type }) => type.endsWith('/officeDocument'))
  if (!root || !zip.has(root.target)) throw new FileProblem(noWorkbook)
  const related = await relations(zip, root.target)
  const part = (type: string) => related.find((relation) => relation.type.endsWith(`/${type}`))?.target
  const sheets: Found['sheets'] = []
  let date1904 = false
  const tags = readXml(zip.read(root.target), {
    open: (name, attributes, emit: (tag: [string, Record<string, string>]) => void) =>
      emit([name, attributes]),
  })
  for await (const [tag, attributes] of tags) {
    if (tag === 'workbookPr') date1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
    if (tag !== 'sheet') continue
    const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1]
    const relation = related.find((candidate) => candidate.id === id)
    if (!relation?.type.endsWith('/worksheet') || !zip.has(relation.target)) continue
    const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden'
    sheets.push({ name: attributes.name ?? `Sheet ${sheets.length + 1}`, hidden, part: relation.target })
  }
  if (sheets.length === 0) throw new FileProblem(noWorkbook)
  const styles = part('styles')
  const strings = part('sharedStrings')
  return {
    sheets,
    texts: {
      formats: styles && zip.has(styles) ? await formats(zip, styles) : [],
      shared: strings && zip.has(strings) ? await sharedTexts(zip, strings, limits) : [],
      date1904,
    },
  }
}

/** The relations of a part ('' is the package itself), their targets as names of entries. */
async function relations(zip: ZipFile, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part)
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  if (!zip.has(name)) return []
  const found: Relation[] = []
  const all = readXml(zip.read(name), {
    open: (tag, attributes, emit: (relation: Relation) => void) => {
      const { Id, Type, Target } = attributes
      if (tag !== 'Relationship' || !Id || !Type || !Target) return
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target)
      emit({ id: Id, type: Type, target })
    },
  })
  for await (const relation of all) found.push(relation)
  return found
}

/** For every style index of a cell: how its numbers are meant. */
async function formats(zip: ZipFile, part: string): Promise<CellFormat[]> {
  const codes = new Map<number, string>()
  const found: CellFormat[] = []
  let inCells = false
  const all = readXml(zip.read(part), {
    open: (tag, attributes, emit: (format: CellFormat) => void) => {
      if (tag === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      if (tag === 'cellXfs') inCells = true
      if (tag !== 'xf' || !inCells) return
      const id = Number(attributes.numFmtId ?? 0)
      emit(cellFormat(id, codes.get(id)))
    },
    close: (tag) => {
      if (tag === 'cellXfs') inCells = false
    },
  })
  for await (const format of all) found.push(format)
  return found
}

async function sharedTexts(zip: ZipFile, part: string, limits: Limits): Promise<string[]> {
  const found: string[] = []
  let bytes = 0
  let text = ''
  let inText = false
  let inPhonetic = false
  const all = readXml(zip.read(part), {
    open: (tag) => {
      if (tag === 'si') text = ''
      if (tag === 'rPh') inPhonetic = true
      inText = tag === 't' && !inPhonetic
    },
    text: (piece) => {
      if (inText) text += piece
    },
    close: (tag, emit: (text: string) => void) => {
      inText = false
      if (tag === 'rPh') inPhonetic = false
      if (tag === 'si') emit(unescapeText(text))
    },
  })
  for await (const shared of all) {
    bytes += shared.length * 2 + 16
    if (bytes > limits.maxSharedTextBytes) {
      throw new FileProblem(
        'This workbook holds more different texts than can be read at once. Save it as CSV UTF-8.',
      )
    }
    found.push(shared)
  }
  return found
}
