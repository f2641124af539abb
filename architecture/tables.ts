import { forbiddenBetween, type Place, placeOf } from './house.ts'
import type { Fault } from './law.ts'
import { isWriter, type Source } from './source.ts'
import { type SqlUse, tablesInSql } from './sql.ts'

/** They walk the catalog instead of knowing tables, so that a new table is theirs without being named. */
const walkers: { path: string; why: string }[] = [
  { path: 'people/merging/', why: 'merge moves each reference as its column comment says' },
  { path: 'people/erasing/', why: 'erase treats each reference as its column comment says' },
  { path: 'workspace/fields/related', why: 'a relation reads the table of the kind that its field names' },
  { path: 'workspace/audit/undo', why: 'undo puts back rows of any table from the change log' },
  { path: 'workspace/sample/emptying', why: 'a sample firm goes with every row of every table' },
  { path: 'workspace/transfer/backup', why: 'backup and restore copy every table' },
  { path: 'platform/backup/', why: 'backup and restore copy every table' },
  { path: 'platform/firm-file/', why: 'a firm goes elsewhere with every row of every table' },
  { path: 'platform/testing/', why: 'tests look behind the doors' },
]

type Use = { act: SqlUse['act']; table: string; line: number; how: string; fragment: boolean }

/** A slice writes the tables of its own migrations only and reads those of slices that it may import. */
export function tableFaults(
  sources: ReadonlyMap<string, Source>,
  files: ReadonlyMap<string, string>,
): Fault[] {
  const faults: Fault[] = []
  const migrations = [...files].filter(([file]) => /^[^/]+\/[^/]+\/migrations\/[^/]+\.sql$/.test(file))
  const owners = new Map<string, string>([['migration', 'platform/db']])
  for (const [file, sql] of migrations) {
    for (const { act, table } of tablesInSql(sql)) {
      if (act !== 'make') continue
      const [slice, owner] = [placeOf(file).slice, owners.get(table)]
      if (owner && owner !== slice)
        faults.push({ file, line: 1, rule: 'owner', says: `makes ${table}, which ${owner} made already.` })
      owners.set(table, slice)
    }
  }
  const judgeAll = (file: string, uses: Use[]) => {
    const from = placeOf(file)
    if (from.outside || from.test || walkers.some(({ path }) => file.startsWith(path))) return
    for (const use of uses) {
      const fault = judge(from, use, owners)
      if (fault) faults.push({ file, line: use.line, ...fault })
    }
  }
  for (const [file, source] of sources) judgeAll(file, usesOf(source, placeOf(file)))
  for (const [file, sql] of migrations)
    judgeAll(
      file,
      tablesInSql(sql).map((use) => ({ ...use, line: 1, how: 'the migration', fragment: false })),
    )
  return faults
}

function usesOf(source: Source, { browser }: Place): Use[] {
  const calls = source.calls.map(
    ({ method, table, line }): Use => ({
      act: isWriter(method) ? 'write' : 'read',
      table: table ?? '?computed',
      line,
      how: method,
      fragment: false,
    }),
  )
  // A label in a screen may read like SQL ("Copy …"); no database is within its reach.
  const texts = source.texts.filter(({ tagged }) => tagged || !browser).flatMap(({ sql, tagged, line }) =>
    tablesInSql(sql).map((use): Use => ({ ...use, line, how: 'SQL', fragment: tagged })),
  )
  return [...calls, ...texts]
}

function judge(
  from: Place,
  { act, table, how, fragment }: Use,
  owners: ReadonlyMap<string, string>,
): Pick<Fault, 'rule' | 'says'> | undefined {
  if (table.startsWith('?')) {
    if (table === '?' && fragment && act === 'read') return undefined // a subquery, judged where it is written
    return { rule: 'unreadable', says: `${how}: a computed table name can't be judged; write the name.` }
  }
  const owner = owners.get(table)
  if (!owner || owner === from.slice || act === 'make') return undefined
  if (act === 'write' || act === 'alter')
    return {
      rule: 'write',
      says: `${how} ${act === 'write' ? 'writes' : 'changes the shape of'} ${table}, which belongs to ${owner}. Only ${owner} does that: call a function of its door, or let it offer one.`,
    }
  if (!forbiddenBetween(from, owner.split('/')[0]!)) return undefined
  return act === 'refer'
    ? { rule: 'refer', says: `a foreign key to ${table} of ${owner}, which ${from.slice} may not know: keep the id opaque.` }
    : {
        rule: 'read',
        says: `${how} reads ${table} of ${owner}, which ${from.slice} may not know. What a lower slice must know is written down to it (people/standing), or comes as data through wiring.ts.`,
      }
}
