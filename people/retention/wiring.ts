import { askErasure } from '#people/erasing'
import { isSilent } from '#platform/installation'
import type { Job, Wiring } from '#platform/registry'
import { eachFirm } from '#platform/ticks'
import { cutOff, listDue } from './due.ts'

const dayMs = 24 * 3_600_000
/** So many of a firm a day, so that a wrong number can be noticed. */
const mostADay = 500

/** Erases whoever the rule of their firm does not keep any longer, each in a transaction of their own. */
const retention: Job = {
  name: 'retention',
  everyMs: dayMs,
  run: async (context) => {
    const { database, clock, registry, secret, signal } = context
    const rules = await database.engine(async (db) =>
      (await isSilent(db))
        ? []
        : db
            .selectFrom('retention_rule')
            .select(['workspace_id', 'months'])
            .where('on_since', 'is not', null)
            .execute(),
    )
    await eachFirm(context, rules, async ({ workspace_id: workspaceId, months }) => {
      const now = clock.now()
      const access = { workspaceId, actor: 'engine', now }
      const since = cutOff(months, now)
      const due = await database.tenant(access, (db) => listDue(db, since, registry.holds, mostADay))
      for (const { id: contactId } of due) {
        if (signal.aborted) return
        await database.tenant(
          { ...access, operation: { kind: 'retention.erase', label: 'A person was not kept any longer' } },
          (db) =>
            askErasure(
              db,
              {
                ...{ workspaceId, contactId, cause: 'retention', actor: 'engine' },
                ...{ operationId: null, secret, hooks: registry.erasing },
              },
              now,
            ),
        )
      }
    })
  },
}

export const retentionWiring: Wiring = {
  jobs: [retention],
  undoers: [
    {
      kind: 'retention.erase',
      refuses: {
        reason: 'erased',
        message: 'Who was erased is not kept anywhere, so nothing brings them back.',
      },
    },
  ],
}
