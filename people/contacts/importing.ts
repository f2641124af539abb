import { erasedAmong, erasedWords, keysOf } from '#people/erased'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { ImportFinding, ImportHow, ImportRow } from '#platform/registry'
import { holdersOf, ledBy, othersAmong, repeatsIn, withoutLed } from '#workspace/fields'
import { inRounds } from '#workspace/transfer'
import { changeFromFile, type Known } from './import-changing.ts'
import { makeFromFile } from './import-making.ts'
import { peopleByKeys } from './keys.ts'
import { knownIn, prepare, type Ready } from './reading.ts'

/** Whom a row is about. */
export type BroughtPerson = { row: ImportRow; contactId: string }

/**
 * People from a file: known by their external id, else by what own fields of theirs take only once, else their address, else
 * (with neither address nor external id) their number. Who has no external id stands in our own files under our id, and is
 * known by that.
 */
export async function bringContacts(
  db: Db,
  rows: readonly ImportRow[],
  how: How,
): Promise<{ findings: ImportFinding[]; people: BroughtPerson[] }> {
  const findings: ImportFinding[] = []
  const people: BroughtPerson[] = []
  const ready = await prepare(db, rows, how, findings)
  for (const round of inRounds(ready, keysAmong(ready)))
    findings.push(...(await bringRound(db, round, how, people)))
  return { findings, people }
}

const keysIn = ({ keys, said }: Ready): string[] => [...keys, ...said.map(({ key }) => key)]

/** By what a row would bring somebody back. */
const erasedBy = ({ values, said }: Ready): string[] =>
  keysOf({ ...knownIn(values), own: said.map(({ key }) => key) })

/** Who is known by a number alone shares it with whoever has it. */
function keysAmong(ready: readonly Ready[]): (one: Ready) => string[] {
  const alone = new Set(ready.flatMap(({ keys }) => keys.filter((key) => key.startsWith('p '))))
  return (one) => {
    const number = `p ${one.values.phone_key}`
    return [...keysIn(one), ...(alone.has(number) ? [number] : [])]
  }
}

type How = Pick<ImportHow, 'now' | 'secret' | 'policy' | 'ask' | 'behind'>

async function bringRound(
  db: Db,
  batch: readonly Ready[],
  how: How,
  people: BroughtPerson[],
): Promise<ImportFinding[]> {
  const { find, unclear } = await knownBy(db, batch)
  const unknown: Ready[] = []
  const found: { ready: Ready; contact: Known }[] = []
  for (const one of batch.filter((it) => !unclear.has(it))) {
    const theirs = find(one)
    if (theirs) found.push(theirs)
    else unknown.push(one)
  }
  const erased = await erasedAmong(db, how.secret, unknown.flatMap(erasedBy))
  const isErased = (one: Ready) => erasedBy(one).some((key) => erased.has(key))
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
    ...[...unclear].map(([{ row }, reason]): ImportFinding => ({ line: row.line, is: 'refused', reason })),
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
function ownOf(
  ready: Ready,
  contact: Known,
  key: string,
  known: ReadonlyMap<string, readonly Known[]>,
): Ready {
  const values = { ...ready.values }
  const { external_id: id } = values
  if (id && id !== contact.external_id && known.get(`x ${id}`)?.[0]?.id === contact.id)
    delete values.external_id
  if (key.startsWith('e ') && key !== `e ${contact.email_key}`) delete values.email
  if (key.startsWith('p ') && key !== `p ${contact.phone_key}`) delete values.phone
  return { ...ready, values }
}

/**
 * Who of a round is known. `unclear`: whose row leads to two people. Number alone proves little: who has another value in a
 * field that takes each only once is somebody else at the same telephone.
 */
async function knownBy(db: Db, batch: readonly Ready[]) {
  const said = batch.flatMap((one) => one.said)
  const holders = await holdersOf(db, 'contact', said)
  const ids = [...holders.values()].flatMap(({ who }) => who.map(({ id }) => `x ${id}`))
  const byKey = await peopleByKeys(db, [...batch.flatMap(({ keys }) => keys), ...ids])
  const alike = [...byKey].flatMap(([key, who]) => (key.startsWith('p ') ? who.map(({ id }) => id) : []))
  const isOther = await othersAmong(db, alike, said)
  const unclear = new Map<Ready, string>()
  const led = new Map<Ready, Known>()
  for (const one of batch) {
    const others = one.keys.filter((key) => !key.startsWith('p '))
    const { id, problem } = ledBy(
      one.said,
      holders,
      others.map((key) => ({ words: `“${key.slice(2)}”`, who: byKey.get(key) ?? [] })),
    )
    if (problem) unclear.set(one, problem)
    const [contact] = byKey.get(`x ${id}`) ?? []
    if (contact) led.set(one, contact)
  }
  const find = (one: Ready): { ready: Ready; contact: Known } | undefined => {
    const its = led.get(one)
    const whoHas = (key: string) =>
      byKey
        .get(key)
        ?.find(({ id }) => (its ? id === its.id : !key.startsWith('p ') || !isOther(id, one.said)))
    const key = one.keys.find(whoHas) ?? ''
    const contact = its ?? whoHas(key)
    if (!contact) return undefined
    const row = { ...one.row, custom: withoutLed(one.row, one.said, holders) }
    return { ready: { ...ownOf(one, contact, key, byKey), row }, contact }
  }
  return { find, unclear }
}
