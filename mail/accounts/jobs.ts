import { Resolver } from 'node:dns/promises'
import { topicChanged } from '#platform/http'
import type { Job } from '#platform/registry'
import { eachFirm } from '#platform/ticks'
import { lookUp, type ResolveTxt } from './dkim.ts'
import { stateOf } from './store.ts'

const hourMs = 3600_000
const dayMs = 24 * hourMs
const mostAtOnce = 50

/**
 * Looks whether keys are published: when asked, once an hour until they are, then once a day. A record that is gone ends
 * signing, because a signature that nobody can check is worse than none; a DNS that does not answer ends nothing.
 */
export const keyCheck = (resolve: ResolveTxt): Job => ({
  name: 'mail keys',
  everyMs: 5_000,
  run: async (context) => {
    const { database, clock } = context
    const due = await database.engine((db) =>
      db
        .selectFrom('mail_account_state as state')
        .innerJoin('mail_account', 'mail_account.workspace_id', 'state.workspace_id')
        .select(['mail_account.workspace_id', 'dkim_domain', 'dkim_selector', 'dkim_public'])
        .where('dkim_check_at', '<=', clock.now())
        .where('dkim_public', 'is not', null)
        .limit(mostAtOnce)
        .execute(),
    )
    await eachFirm(context, due, async ({ workspace_id: workspaceId, ...row }) => {
      const { dkim_domain, dkim_selector, dkim_public } = row
      const key = { domain: dkim_domain!, selector: dkim_selector!, publicKey: dkim_public! }
      const found = await lookUp(key, resolve)
      const now = clock.now()
      await database.tenant({ workspaceId, actor: 'engine', now }, async (db) => {
        // In the order in which whoever saves takes them.
        const account = await db
          .selectFrom('mail_account')
          .select('dkim_public')
          .forShare()
          .executeTakeFirst()
        if (account?.dkim_public !== key.publicKey) return // another key was made meanwhile: that one is looked up next
        const known = await stateOf(db)
        const before = known?.dkim_key === key.publicKey ? known.dkim_since : null
        const since = { published: before ?? now, missing: null, unknown: before }[found.is]
        await db
          .updateTable('mail_account_state')
          .set({
            dkim_key: key.publicKey,
            dkim_checked_at: now,
            dkim_check_at: new Date(now.getTime() + (since ? dayMs : hourMs)),
            dkim_problem: found.is === 'published' ? null : found.says,
            dkim_since: since,
          })
          .execute()
        topicChanged(db, 'mail')
      })
    })
  },
})

export const checkKeys = keyCheck((name) => new Resolver({ timeout: 5_000, tries: 2 }).resolveTxt(name))
