import { uuidv7 } from '#platform/clock'
import { namesIn } from '#platform/csv'
import type { Db } from '#platform/db'
import type { Importer, ImportFinding, ImportHow, ImportRow } from '#platform/registry'
import { fieldValues, isSame, relatedIn, repeatsIn, setFieldValues } from '#workspace/fields'
import { memberNames, membersByName } from '#workspace/members'
import { roundByRound } from '#workspace/transfer'
import { domainIn } from './domain.ts'
import { claimFromFile } from './domains.ts'
import { knownCompanies, likeness } from './known.ts'
import { companiesChanged, companiesFound, companyNamed } from './store.ts'
import { addTags } from './tags.ts'
import { misplaced } from './tree.ts'

const columns = {
  externalId: 'external_id',
  domain: 'domain',
  sector: 'sector',
  employees: 'employees',
  revenue: 'revenue_minor',
  city: 'city',
  country: 'country',
  owner: 'owner_id',
} as const
type Column = (typeof columns)[keyof typeof columns]
type Values = Partial<Record<Column, string | number | null>>

/**
 * Companies from a file: known by their external id, or ours where they have none, else by what own fields of theirs take only
 * once, else by their name (accents and case do not count).
 */
export const companyImporter: Importer = roundByRound(likeness, {
  record: 'companies',
  customOf: 'company',
  choices: async (db) => ({ owner: await memberNames(db) }),
  bring: async (db, rows, { now, policy, ask }) => {
    const findings: ImportFinding[] = []
    const owners = await membersByName(
      db,
      rows.flatMap(({ fields }) => (fields.owner ? [String(fields.owner)] : [])),
    )
    const parents: { finding: ImportFinding; id: string; before: string | null; row: ImportRow }[] = []
    const note = (finding: ImportFinding, row: ImportRow, id: string, before: string | null) => {
      findings.push(finding)
      if (row.related && Object.keys(row.related).length > 0) standing.push({ finding, id, row })
      if (row.fields.parent ?? row.fields.parentId) parents.push({ finding, id, before, row })
    }
    const standing: { finding: ImportFinding; id: string; row: ImportRow }[] = []
    const there = await knownCompanies(db, rows)
    const repeats = await repeatsIn(db, 'company', { policy })
    const changed = new Set<string>()
    for (const row of there.rows) {
      const name = String(row.fields.name ?? '').trim()
      const values = valuesOf(row, owners)
      const { owner } = row.fields
      if (owner && !values.owner_id) ask({ field: 'owner', value: String(owner), near: null })
      const { known, problem } = there.find(row)
      if (known && known.id === values.external_id) delete values.external_id
      const id = known?.id ?? uuidv7(now)
      const lacking = name || known ? null : 'A company needs a name.'
      const repeated =
        problem ?? lacking ?? (await repeats([{ recordId: id, isNew: !known, custom: row.custom }])).get(id)
      if (repeated) {
        findings.push({ line: row.line, is: 'refused', reason: repeated })
        continue
      }
      if (!known) {
        await db
          .insertInto('company')
          .values({ id, name: name.slice(0, 300), created_at: now, changed_at: now, ...(values as object) })
          .execute()
        await setFieldValues(db, 'company', [{ recordId: id, values: row.custom }], now, { read: true })
        await addTags(db, [id], wordsIn(row), now)
        await claimFromFile(db, id, domainsIn(row, values.domain), now)
        there.add(row, { id, ...values })
        changed.add(id)
        note({ line: row.line, is: 'created' }, row, id, null)
        continue
      }
      const wins = (field: string, before: unknown, value: unknown) =>
        value !== null &&
        !isSame(before, value) &&
        policy(field) !== 'keep' &&
        (policy(field) === 'overwrite' || before === null)
      const set = Object.fromEntries(
        Object.entries(columns).flatMap(([field, column]) =>
          values[column] !== undefined && wins(field, known[column], values[column])
            ? [[column, values[column]]]
            : [],
        ),
      )
      const asks = Object.keys(row.custom).length > 0
      const held = (asks && (await fieldValues(db, [known.id])).get(known.id)) || {}
      const custom = Object.fromEntries(
        Object.entries(row.custom).filter(([key, value]) => wins(key, held[key] ?? null, value)),
      )
      const tagged = policy('tags') === 'keep' ? [] : await addTags(db, [known.id], wordsIn(row), now)
      const claimed =
        policy('domain') === 'keep'
          ? []
          : await claimFromFile(db, known.id, domainsIn(row, set.domain ?? known.domain), now)
      if (Object.keys(set).length + Object.keys(custom).length + tagged.length + claimed.length === 0) {
        note({ line: row.line, is: 'unchanged' }, row, known.id, known.parent_id)
        continue
      }
      await db
        .updateTable('company')
        .set({ ...set, changed_at: now })
        .where('id', '=', known.id)
        .execute()
      await setFieldValues(db, 'company', [{ recordId: known.id, values: custom }], now, { read: true })
      Object.assign(known, set)
      changed.add(known.id)
      note({ line: row.line, is: 'matched' }, row, known.id, known.parent_id)
    }
    await relate(db, standing, { now, policy, ask })
    await companiesChanged(db, [...changed])
    // A parent may have its own row further down: it is looked for when all rows stand, and made only if it has none.
    const found = await companiesFound(
      db,
      parents.flatMap(({ row: { fields } }) => (fields.parentId ? [String(fields.parentId)] : [])),
    )
    for (const { finding, id, before, row } of parents) {
      const { fields } = row
      const number = fields.parentId === undefined ? null : String(fields.parentId)
      const byNumber = number === null ? undefined : found.get(number)
      if (!byNumber && !fields.parent) ask({ field: 'parentId', value: number!, near: null })
      const parentId =
        byNumber ?? (fields.parent ? await companyNamed(db, String(fields.parent), now) : before)
      const wins = policy('parent') === 'overwrite' || (policy('parent') === 'fill' && before === null)
      if (parentId === before || parentId === null || !wins) continue
      if (await misplaced(db, { id, parentId })) {
        const field = byNumber ? 'parentId' : 'parent'
        ask({ field, value: String(fields[field]), near: null })
        continue
      }
      await db
        .updateTable('company')
        .set({ parent_id: parentId, changed_at: now })
        .where('id', '=', id)
        .execute()
      if (finding.is === 'unchanged') finding.is = 'matched'
    }
    return findings
  },
})

/** Whom companies name in fields of the firm's own, when all rows stand: one may name another. */
async function relate(
  db: Db,
  rows: readonly { finding: ImportFinding; id: string; row: ImportRow }[],
  { now, policy, ask }: Pick<ImportHow, 'now' | 'policy' | 'ask'>,
): Promise<void> {
  const named = await relatedIn(
    db,
    'company',
    rows.map(({ row }) => row),
    ask,
  )
  const held = await fieldValues(
    db,
    rows.map(({ id }) => id),
  )
  for (const [n, { finding, id }] of rows.entries()) {
    const values = Object.fromEntries(
      Object.entries(named[n]!).filter(([key, value]) => {
        const before = held.get(id)?.[key] ?? null
        const wins = policy(key) === 'overwrite' || (policy(key) === 'fill' && before === null)
        return wins && before !== value
      }),
    )
    if (Object.keys(values).length === 0) continue
    await setFieldValues(db, 'company', [{ recordId: id, values }], now, { read: true })
    if (finding.is === 'unchanged') finding.is = 'matched'
  }
}

const wordsIn = ({ fields }: ImportRow): string[] =>
  typeof fields.tags === 'string' ? namesIn(fields.tags).map((word) => word.slice(0, 100)) : []

/** The main domain of a row that is written down, and the further ones. */
const domainsIn = ({ fields }: ImportRow, main: string | number | null | undefined): string[] => [
  ...new Set(
    [main, ...namesIn(String(fields.domains ?? ''))].flatMap((it) =>
      it ? (domainIn(String(it)) ?? []) : [],
    ),
  ),
]

function valuesOf({ fields }: ImportRow, owners: ReadonlyMap<string, string>): Values {
  const values: Values = {}
  for (const [field, column] of Object.entries(columns)) {
    const value = fields[field]
    if (value === undefined || typeof value === 'boolean') continue
    if (field === 'owner') {
      const owner = owners.get(String(value))
      if (owner) values.owner_id = owner
    } else if (field === 'domain') values.domain = domainIn(String(value))
    else if (field === 'employees') values.employees = Math.round(Number(value))
    else values[column] = typeof value === 'number' ? value : value.slice(0, 300)
  }
  return values
}
