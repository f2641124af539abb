import { sql } from 'kysely'
import { type Inside, notFound } from '#platform/http'
import { judgeAll } from '#platform/journal'
import { contactNews } from '#platform/pump'
import type { TimelineItem } from '#platform/registry'
import { groupOf } from './kinds.ts'

/** The newest verdict over an event of the journal, and who said it. */
export type Judged = { verdict: 'human' | 'machine' | 'retracted'; evidence: string; by: string | null }
export const newestVerdict = (event: string) => sql<Judged | null>`(
  select json_build_object('verdict', v.verdict, 'evidence', v.evidence, 'by', m.name)
  from verdict v left join member m on m.workspace_id = v.workspace_id and m.id = v.said_by
  where v.event_id = ${sql.ref(`${event}.id`)} order by v.known_at desc, v.id desc limit 1)`

type Act = { kind: string; human: boolean; judged: Judged | null }

/** Whom an act on the website is held to be of; null: it is no such act, or was taken back. */
export function heldFor({ kind, human, judged }: Act): 'person' | 'program' | null {
  if (groupOf(kind) !== 'website' || judged?.verdict === 'retracted') return null
  if (judged) return judged.verdict === 'human' ? 'person' : 'program'
  return human ? 'person' : null
}

/** Why it is held to be a program’s, or a person’s after all, and who said so. */
export function whyHeld(judged: Judged | null): Pick<TimelineItem, 'detail' | 'who'> {
  if (!judged || judged.verdict === 'retracted') return {}
  const of = judged.verdict === 'human' ? 'person’s' : 'program’s'
  return { detail: `Held to be a ${of}: ${judged.evidence}`, ...(judged.by !== null && { who: judged.by }) }
}

const said = 'a colleague says so'

/**
 * A colleague says who did what a known person is held to have done on the website; of a visit, all that it holds. Nothing is
 * written over: it is a further verdict. What spoke for the same before still does, so that taking back says it again.
 */
export async function sayWhoActed(
  { db, actor, now }: Pick<Inside, 'db' | 'actor' | 'now'>,
  { id, verdict }: { id: string; verdict: 'human' | 'machine' },
): Promise<number> {
  const { rows: found } = await sql<{ kind: string; subject_id: string; contact_id: string }>`
    select e.kind, e.subject_id, c.id as contact_id from journal_event e
    join identity i on i.workspace_id = e.workspace_id and i.subject_id = e.subject_id and i.until is null
    join contact c on c.workspace_id = i.workspace_id and c.id = i.contact_id and c.deleted_at is null
    where e.id = ${id}`.execute(db)
  const [act] = found
  if (!act || groupOf(act.kind) !== 'website')
    throw notFound('no_act', 'This act is not there, or nobody whom you see is known to have done it.')
  const contactId = act.contact_id
  const { rows } = await sql<Act & { id: string; evidence: string | null }>`
    select e.id, e.kind, e.human, ${newestVerdict('e')} as judged,
           (select v.evidence from verdict v where v.event_id = e.id and v.verdict = ${verdict} and v.said_by is null
            order by v.known_at desc, v.id desc limit 1) as evidence
    from journal_event e
    where e.subject_id = ${act.subject_id} and (e.id = ${id} or e.data ->> 'visit' = ${id})`.execute(db)
  const wrong = rows.filter((row) => heldFor(row) === (verdict === 'human' ? 'program' : 'person'))
  for (const [evidence, acts] of Map.groupBy(wrong, (row) => row.evidence ?? said))
    await judgeAll(
      db,
      acts.map((it) => it.id),
      verdict,
      evidence,
      now,
      actor.memberId,
    )
  const eventIds = wrong.map((it) => it.id)
  if (wrong.length > 0) await contactNews(db, [{ contactId, cause: 'verdict', eventIds }], now)
  return wrong.length
}
