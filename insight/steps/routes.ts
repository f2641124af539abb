import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { type Entry, guard } from '#platform/http'
import { type StepName, stepsContract } from './contract.ts'

const os = implement(stepsContract).$context<Entry>().use(guard)

export const steps = os.router({
  get: os.get.handler(async ({ context: { db } }) => {
    const { rows } = await sql<{ name: StepName; done: boolean }>`
      select * from (values
        ('people', exists (select from contact where deleted_at is null)),
        ('form', exists (select from form where live_version is not null)),
        ('definition', exists (select from definition where from_at is not null and created_by <> 'engine')),
        ('lead', exists (select from handover h where h.kind = 'lead' and h.accepted_at is not null
          and (not h.by_rule or exists (select from attempt a where a.handover_id = h.id)))),
        ('won', exists (select from deal where state = 'won' and deleted_at is null and not imported))
      ) as s (name, done)`.execute(db)
    return { steps: rows }
  }),
})
