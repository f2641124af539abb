import { implement } from '@orpc/server'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, type Entry, guard, refuseWhoSeesAPart, who } from '#platform/http'
import { retentionContract } from './contract.ts'
import { countDue, cutOff, listDue } from './due.ts'

const os = implement(retentionContract).$context<Entry>().use(guard)
const usualMonths = 24
const firstShown = 50
const seesAll = 'This speaks of all people, so it needs somebody who sees them all.'

export const retention = os.router({
  get: os.get.handler(async ({ context: { db, now, actor, registry }, input }) => {
    refuseWhoSeesAPart(actor, seesAll)
    const rule = await ruleOf(db).executeTakeFirst()
    const months = input.months ?? rule?.months ?? usualMonths
    const since = cutOff(months, now)
    return {
      rule: rule ? { months: rule.months, onSince: rule.on_since } : null,
      months,
      count: await countDue(db, since, registry.holds),
      first: await listDue(db, since, registry.holds, firstShown),
    }
  }),
  save: os.save.handler(async ({ context: { db, now, actor, operationId, registry }, input }) => {
    refuseWhoSeesAPart(actor, seesAll)
    const rule = await ruleOf(db).forUpdate().executeTakeFirst()
    const erasesMore = input.on && (!rule?.on_since || input.months < rule.months)
    if (erasesMore && input.count !== (await countDue(db, cutOff(input.months, now), registry.holds)))
      throw conflict('other_count', 'It is not as many people any more. Look at them again, and save then.')
    const set = {
      months: input.months,
      on_since: input.on ? (rule?.on_since ?? now) : null,
      on_by: input.on ? (rule?.on_by ?? who(actor)) : null,
      changed_at: now,
    }
    if (rule) await db.updateTable('retention_rule').set(set).where('id', '=', rule.id).execute()
    else
      await db
        .insertInto('retention_rule')
        .values({ id: uuidv7(now), ...set })
        .execute()
    return { operationId }
  }),
})

const ruleOf = (db: Db) => db.selectFrom('retention_rule').selectAll()
