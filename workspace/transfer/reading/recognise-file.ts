import type { ImportRecord } from '../own-fields.ts'
import { type ContradictionColumns, contradictionColumns } from './contradictions.ts'
import { type EmptyProposal, proposeEmpty } from './empty.ts'
import type { Header } from './header.ts'
import { type LateProposal, measurePredictions, proposeLate } from './late.ts'
import { findOutcome, type Outcome } from './outcome.ts'
import { FileProblem } from './problem.ts'
import { type FileProfile, profileRows } from './profile.ts'
import { proposeField, type Recognised, type RecognisedColumn, recognise } from './recognise.ts'
import { readTable, type TableOptions } from './rows.ts'
import type { Readable } from './sniff.ts'
import { findTool, type Tool } from './tools.ts'

export type RecogniseOptions = TableOptions & {
  record?: ImportRecord
  fileName?: string
  /** Headers that hint at "known only after sales spoke"; without it the usual ones. */
  lateNames?: readonly RegExp[]
}

/** `late`: known only after sales spoke; `outcome`: who became a customer. Score rules read neither. */
export type ColumnWithRole = RecognisedColumn & { role: 'plain' | 'late' | 'outcome' }

export type RecognisedFile = Omit<Recognised, 'columns'> & {
  columns: ColumnWithRole[]
  header: Header
  profile: FileProfile
  empty: EmptyProposal[]
  /** The tool whose export it is, and what says so. */
  tool: { tool: Tool; because: string } | null
  outcome: Outcome | null
  late: LateProposal[]
  contradictions: ContradictionColumns
}

/**
 * Everything that can be proposed about a file before a person looks: two passes over it (the second only where
 * there is an outcome to measure against), in memory that doesn't grow with the file.
 */
export async function recogniseFile(
  path: string,
  sniffed: Readable,
  options: RecogniseOptions = {},
): Promise<RecognisedFile> {
  const isArchive = sniffed.kind === 'archive'
  if (options.record === 'files' && !isArchive)
    throw new FileProblem('Files come in a ZIP, together with a table that says whose they are.')
  const { header, rows } = await readTable(path, sniffed, options)
  const profile = await profileRows(header.names, rows)
  const empty = proposeEmpty(profile)
  const { fileName } = options
  const record = isArchive ? ('files' as const) : options.record
  const tool = toolOf(sniffed, header)
  const recognised = recognise(profile, empty, {
    ...(record && { record }),
    ...(fileName && { fileName }),
    ...(tool && { tool: tool.tool }),
  })
  const outcome = findOutcome(profile)
  const late =
    outcome && recognised.record === 'contacts'
      ? await lateOf(path, sniffed, options, profile, outcome, empty)
      : []
  const columns = withRoles(recognised.columns, profile, outcome, late, empty)
  const find = (field: string) => columns.find(({ target }) => target === field)?.index ?? null
  const mapped = {
    doNotEmail: find('doNotEmail'),
    doNotCall: find('doNotCall'),
    createdAt: find('createdAt'),
    closedAt: find('closedAt'),
  }
  return {
    ...recognised,
    tool,
    columns,
    header,
    profile,
    empty,
    outcome,
    late,
    contradictions: contradictionColumns(profile, mapped),
  }
}

function toolOf(sniffed: Readable, { names }: Header): RecognisedFile['tool'] {
  if (sniffed.kind === 'vcard') return { tool: 'vcard', because: 'It begins with BEGIN:VCARD.' }
  if (sniffed.kind !== 'archive') return findTool(names)
  const tables = sniffed.tables.map(({ entry }) => entry).join(', ')
  return sniffed.tool && { tool: sniffed.tool, because: `It holds ${tables}.` }
}

async function lateOf(
  path: string,
  sniffed: Readable,
  options: RecogniseOptions,
  profile: FileProfile,
  outcome: Outcome,
  empty: EmptyProposal[],
): Promise<LateProposal[]> {
  const { rows } = await readTable(path, sniffed, options)
  const nothing = new Set(empty.map(({ value }) => value))
  const predictions = await measurePredictions(profile, rows, outcome, nothing)
  return proposeLate(profile, outcome, predictions, options.lateNames)
}

/** Only a custom field can carry a role, so tags that sales gave become one instead of tags. */
function withRoles(
  columns: readonly RecognisedColumn[],
  profile: FileProfile,
  outcome: Outcome | null,
  late: readonly LateProposal[],
  empty: readonly EmptyProposal[],
): ColumnWithRole[] {
  const keys = new Set(columns.flatMap(({ field }) => field?.key ?? []))
  return columns.map((column) => {
    const isLate = late.some((proposal) => proposal.column === column.index)
    const role = column.index === outcome?.column ? 'outcome' : isLate ? 'late' : 'plain'
    if (!isLate || column.target !== 'tags') return { ...column, role }
    const field = proposeField(profile.columns[column.index]!, column.type, empty, keys)
    return { ...column, role, target: null, field, because: 'Sales seems to give these tags.' }
  })
}
