import { sql } from 'kysely'
import { regretDays, seamInForce, triedTooLittle } from '#handover/handovers'
import { sentBackSets } from '#insight/sets'
import type { Db } from '#platform/db'
import type { AgendaContent } from './contract.ts'

const yearMs = regretDays * 86_400_000
/** As many days as terms allow. */
const mostDays = 30

/**
 * What follows from regrets of whom nobody reached: one more day of tries before “no answer” may be said, walked over the
 * send-backs of the last year. Null where it would have kept nobody who bought.
 */
export async function longerTries(
  db: Db,
  to: Date,
  regrets: AgendaContent['regrets'],
  now: Date,
): Promise<AgendaContent['tries']> {
  if (!regrets.some(({ reason }) => reason === 'no_answer')) return null
  const { attempts, agreement } = await seamInForce(db)
  const days = { from: attempts.days, to: attempts.days + 1 }
  if (days.to > mostDays) return null
  const sets = sentBackSets({ from: new Date(to.getTime() - yearMs), to, ofSeen: false }, now)
  const ofSet = async (key: string) => {
    const { rows } = await sql<{ id: string }>`
      select s.id from (${sets.find((one) => one.key === key)!.rows}) s where s.reason = 'no_answer'`.execute(
      db,
    )
    return rows.map(({ id }) => id)
  }
  const sentBack = await ofSet('back.sent_back')
  const longer = await triedTooLittle(db, sentBack, { ...attempts, days: days.to }, now)
  const bought = (await ofSet('back.bought')).filter((id) => longer.has(id)).length
  return bought === 0 ? null : { ...days, sentBack: sentBack.length, longer: longer.size, bought, agreement }
}
