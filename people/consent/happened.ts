import { subjectsOf } from '#people/identity'
import type { TimelineItem, TimelineSource } from '#platform/registry'
import { topicNames } from './topics.ts'
import { happenedWords, proofWords } from './words.ts'

/** Each line of the ledger, beside what was said or sent when it was written. */
export const timeline: TimelineSource = {
  name: 'consent',
  load: async (db, { contactId }, before, limit) => {
    if (!contactId) return []
    const subjects = (await subjectsOf(db, [contactId])).get(contactId) ?? []
    if (subjects.length === 0) return []
    const rows = await db
      .selectFrom('consent')
      .select(['id', 'channel', 'topic', 'basis', 'state', 'proof', 'at'])
      .where('subject_id', 'in', subjects)
      .where('at', '<', before)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    const names = await topicNames(db)
    return rows.map((row): TimelineItem => {
      const { name, words, ip: _, ...proof } = row.proof as Record<string, unknown>
      const detail = [words, proofWords(proof)].filter(Boolean).join(' · ')
      return {
        id: row.id,
        kind: `consent.${row.state}`,
        at: row.at,
        text: happenedWords(row, names),
        ...(detail && { detail }),
        ...(typeof name === 'string' && { who: name }),
        icon: row.state === 'objected' || row.state === 'withdrawn' ? 'stop' : 'allowed',
        // What they asked, or ticked, stands there itself.
        ...((row.basis === 'request' || row.state === 'pending') && { small: true }),
      }
    })
  },
}
