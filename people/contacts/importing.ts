import { erasedAmong, erasedWords } from '#people/erased'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { ImportFinding, ImportHow, ImportRow } from '#platform/registry'
import { repeatsIn } from '#workspace/fields'
import { changeFromFile, type Known } from './import-changing.ts'
import { makeFromFile } from './import-making.ts'
import { peopleByKeys } from './keys.ts'
import { prepare, type Ready } from './reading.ts'

/** Whom a row is about. */
export type BroughtPerson = { row: ImportRow; contactId: string }

/**
 * People from a file: known by their external id, else their address, else (with neither) their number. Who has no
 * external id stands in our own files under our id, and is known by that.
 */
export async function bringContacts(
  db: Db,
  rows: readonly ImportRow[],
  how: How,
): Promise<{ findings: ImportFinding[]; people: BroughtPerson[] }> {
  const findings: ImportFinding[] = []
  const people: BroughtPerson[] = []
  const ready = await prepare(db, rows, how, findings)
  for (const round of inRounds(ready)) findings.push(...(await bringRound(db, round, how, people)))
  return { findings, people }
}

/**
 * Two rows about one person go one after the other, so that the second finds the first: in each round everybody has one row at
 * most. Who shares a key with somebody who shares one with a third is one person with both; who is known by a number alone shares it
 * with whoever has it.
 */
function inRounds(ready: readonly Ready[]): Ready[][] {
  const holder = new Map<string, number>()
  const leads = ready.map((_, n) => n)
  const leaderOf = (n: number): number => {
    let at = n
    while (leads[at] !== at) {
      leads[at] = leads[leads[at]!]!
      at = leads[at]!
    }
    return at
  }
  const alone = new Set(ready.flatMap(({ keys }) => keys.filter((key) => key.startsWith('p '))))
  for (const [n, { keys, values }] of ready.entries()) {
    const number = `p ${values.phone_key}`
    for (const key of alone.has(number) ? [...keys, number] : keys) {
      const other = holder.get(key)
      if (other === undefined) holder.set(key, n)
      else leads[leaderOf(n)] = leaderOf(other)
    }
  }
  const rounds: Ready[][] = []
  const places = new Map<number, number>()
  for (const [n, one] of ready.entries()) {
    const leader = leaderOf(n)
    const place = places.get(leader) ?? 0
    places.set(leader, place + 1)
    rounds[place] ??= []
    rounds[place].push(one)
  }
  return rounds
}

type How = Pick<ImportHow, 'now' | 'secret' | 'policy' | 'ask' | 'behind'>

async function bringRound(
  db: Db,
  batch: readonly Ready[],
  how: How,
  people: BroughtPerson[],
): Promise<ImportFinding[]> {
  const known = await knownBy(db, batch)
  const unknown: Ready[] = []
  const found: { ready: Ready; contact: Known }[] = []
  for (const one of batch) {
    const key = one.keys.find((it) => known.has(it))
    const contact = key && known.get(key)
    if (contact) found.push({ ready: ownOf(one, contact, key, known), contact })
    else unknown.push(one)
  }
  const erased = await erasedAmong(
    db,
    how.secret,
    unknown.flatMap(({ keys }) => keys),
  )
  const isErased = ({ keys }: Ready) => keys.some((key) => erased.has(key))
  const coming = unknown.filter((one) => !isErased(one)).map((one) => ({ ...one, id: uuidv7(how.now) }))
  const all = [
    ...coming.map(({ id, row }) => ({ recordId: id, isNew: true, row })),
    ...found.map(({ ready: { row }, contact: { id } }) => ({ recordId: id, isNew: false, row })),
  ]
  const repeats = await (await repeatsIn(db, 'contact', how))(
    all.map(({ row, ...one }) => ({ ...one, custom: row.custom })),
  )
  const fresh = coming.filter(({ id }) => !repeats.has(id))
  const theirs = found.filter(({ contact }) => !repeats.has(contact.id))
  await makeFromFile(db, fresh, how)
  for (const { row, id } of fresh) people.push({ row, contactId: id })
  for (const { ready, contact } of theirs) people.push({ row: ready.row, contactId: contact.id })
  const changed = await changeFromFile(db, theirs, how)
  return [
    ...unknown
      .filter(isErased)
      .map(
        ({ row }): ImportFinding => ({ line: row.line, is: 'refused', reason: erasedWords, erased: true }),
      ),
    ...all.flatMap(({ row, recordId }): ImportFinding[] => {
      const reason = repeats.get(recordId)
      return reason === undefined ? [] : [{ line: row.line, is: 'refused', reason }]
    }),
    ...fresh.map(({ row }): ImportFinding => ({ line: row.line, is: 'created' })),
    ...theirs.map(
      ({ ready: { row }, contact }): ImportFinding => ({
        line: row.line,
        is: changed.has(contact.id) ? 'matched' : 'unchanged',
      }),
    ),
  ]
}

/**
 * What led to them and isn't theirs does not become theirs: our own id or a further number no external id, and what
 * somebody had who was merged into them no address or number.
 */
function ownOf(ready: Ready, contact: Known, key: string, known: ReadonlyMap<string, Known>): Ready {
  const values = { ...ready.values }
  const { external_id: id } = values
  if (id && id !== contact.external_id && known.get(`x ${id}`) === contact) delete values.external_id
  if (key.startsWith('e ') && key !== `e ${contact.email_key}`) delete values.email
  if (key.startsWith('p ') && key !== `p ${contact.phone_key}`) delete values.phone
  return { ...ready, values }
}

async function knownBy(db: Db, batch: readonly Ready[]): Promise<Map<string, Known>> {
  const found = await peopleByKeys(
    db,
    batch.flatMap(({ keys }) => keys),
  )
  return new Map([...found].map(([key, [oldest]]) => [key, oldest!]))
}
