import { type About, type aboutOf, recordMeant } from '#people/files'
import type { Db } from '#platform/db'
import { type Entry, type Inside, invalid } from '#platform/http'
import { memberNames } from '#workspace/audit'
import { type Colleague, colleagues, whoSees } from '#workspace/members'
import { notifyAll } from '#workspace/notices'
import { titlesOf } from '#workspace/search'
import { mentionedIn, withNames } from './mentions.ts'

type Here = Pick<Inside, 'db' | 'actor' | 'now'> & Pick<Entry, 'registry'>
const mostNamed = 20
const shownLetters = 300

/** Whom a note about this record may name: colleagues who may see it, and may be told. */
export async function mentionable(context: Here, about: About): Promise<Colleague[]> {
  const { db, actor, registry } = context
  const [column, id] = await recordMeant(context, about)
  const kind = registry.records.find((it) => `${it.record}_id` === column)!
  const some = (await colleagues(db)).filter(
    (it) => it.id !== actor.memberId && it.may(kind.may) && it.may('notices.read'),
  )
  return whoSees(db, some, () => kind.isThere(db, id))
}

/** Refuses a text that names somebody who may not see the record, or names too many. */
export async function checkMentions(
  context: Here,
  about: About,
  body: string,
  before = '',
): Promise<string[]> {
  const known = new Set(mentionedIn(before))
  const fresh = mentionedIn(body).filter((id) => !known.has(id) && id !== context.actor.memberId)
  if (fresh.length === 0) return []
  if (fresh.length > mostNamed)
    throw invalid('too_many_mentions', `A note mentions ${mostNamed} colleagues at most.`)
  const may = new Set((await mentionable(context, about)).map(({ id }) => id))
  if (fresh.some((id) => !may.has(id)))
    throw invalid('not_mentionable', 'A note can mention only colleagues who may see this record.')
  return fresh
}

/** Tells those who are newly mentioned; it is shown who says it, where, and how it begins. */
export async function tellMentioned(
  context: Here,
  note: { id: string; body: string; memberIds: readonly string[] } & Parameters<typeof aboutOf>[0],
): Promise<void> {
  const { db, actor, registry, now } = context
  if (note.memberIds.length === 0) return
  const column = (['contact_id', 'company_id', 'deal_id'] as const).find((it) => note[it] !== null)!
  const id = note[column]!
  const kind = registry.records.find((it) => `${it.record}_id` === column)!
  const name = (await titlesOf(db, [id], undefined)).get(id) ?? kind.label
  const text = withNames(note.body, await namesOf(db, [note.body]))
  const start = [...text].length > shownLetters ? `${[...text].slice(0, shownLetters).join('')}…` : text
  await notifyAll(
    db,
    note.memberIds.map((memberId) => ({
      ...{ memberId, kind: 'mention', title: `${actor.name} mentions you: ${name}`, body: start },
      link: `${kind.path(id)}?note=${note.id}`,
      ...(note.contact_id && { contactId: note.contact_id }),
      mail: { text: start },
    })),
    now,
  )
}

/** What those are called now who are mentioned in any of the texts. */
export async function namesOf(db: Db, bodies: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(bodies.flatMap(mentionedIn))]
  return ids.length === 0 ? new Map() : memberNames(db, ids)
}
