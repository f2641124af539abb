import { addConsent, type NewConsent, type Permission, permissionsOfAll } from '#people/consent'
import type { BroughtPerson } from '#people/contacts'
import { birthSubjects } from '#people/identity'
import type { Db } from '#platform/db'
import type { ImportHow, ImportRow, StatedPermission } from '#platform/registry'

const objections = [
  ['doNotEmail', 'email'],
  ['doNotCall', 'phone'],
] as const
type Said = Pick<NewConsent, 'channel' | 'topic' | 'basis' | 'state'> & { words?: string }

/**
 * Writes down what rows say about mail and calls, and gives the lines that said something new. "Do not email" is an
 * objection, of people who are known too; that it is missing permits nothing: a permission comes only with the basis that
 * whoever imports states for the whole file, and never over an objection or a withdrawal.
 */
export async function keepPermissions(
  db: Db,
  people: readonly BroughtPerson[],
  { source, now, permission }: Pick<ImportHow, 'source' | 'now' | 'permission'>,
): Promise<Set<number>> {
  const saying = people
    .map((it) => ({ ...it, said: saidIn(it.row, permission) }))
    .filter(({ said }) => said.length > 0)
  if (saying.length === 0) return new Set()
  const ids = [...new Set(saying.map(({ contactId }) => contactId))]
  const held = await permissionsOfAll(db, ids, now)
  const subjects = await birthSubjects(db, ids)
  const lines = new Set<number>()
  const rows: NewConsent[] = []
  // Two rows may speak of one person: the second says nothing new.
  const written = new Map<string, Said[]>()
  for (const { row, contactId, said } of saying)
    for (const { words, ...it } of said) {
      if ([...held.get(contactId)!, ...(written.get(contactId) ?? [])].some((one) => settles(one, it)))
        continue
      written.set(contactId, [...(written.get(contactId) ?? []), it])
      lines.add(row.line)
      rows.push({
        ...it,
        subjectId: subjects.get(contactId)!,
        proof: { file: source, line: row.line, ...(words && { words }) },
      })
    }
  await addConsent(db, rows, now)
  return lines
}

function saidIn({ fields }: ImportRow, permission: StatedPermission | null): Said[] {
  const objected = objections.filter(([field]) => fields[field] === true).map(([, channel]) => channel)
  const said: Said[] = objected.map((channel) => ({
    ...{ channel, topic: '*', basis: 'consent' as const, state: 'objected' as const },
  }))
  const has = permission && fields[permission.channel] !== undefined
  if (!has || objected.includes(permission.channel)) return said
  const { proof, ...granted } = permission
  return [...said, { ...granted, state: 'granted', words: proof }]
}

/** Whether what is written down already says it, or speaks against it. */
function settles(held: Pick<Permission, 'channel' | 'topic' | 'basis' | 'state'>, said: Said): boolean {
  const isAbout = held.channel === said.channel || held.channel === 'any'
  if (said.state === 'objected') return isAbout && held.topic === '*' && held.state === 'objected'
  if (isAbout && ['objected', 'barred', 'withdrawn'].includes(held.state))
    return held.topic === '*' || held.topic === said.topic
  return held.channel === said.channel && held.topic === said.topic && held.basis === said.basis
}
