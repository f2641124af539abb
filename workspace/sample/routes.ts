import { implement } from '@orpc/server'
import { conflict, type Entry, forbidden, guard, invalid, open } from '#platform/http'
import { sampleFirms, sampleGoes, sampleIsRemoved, wantSample } from '#platform/installation'
import { sampleContract } from './contract.ts'

const base = implement(sampleContract).$context<Entry>()
const os = base.use(guard)
const usual = { seed: 1, months: 18 }

/** Whose sample is just being removed makes no new one. Read before the guard, since sample firms lie outside of every workspace. */
const theirSample = base.middleware(async ({ context: { database, user }, next }) => {
  const person = await user()
  const theirs = person ? await sampleFirms(database, person.id) : []
  return next({ context: { person, isRemoved: theirs.some(({ state }) => state === 'removing') } })
})

export const sample = base.router({
  mine: base.use(open).mine.handler(async ({ context }) => {
    const user = await context.user()
    const rows = user ? await sampleFirms(context.database, user.id) : []
    return { rows: rows.map(({ workspaceId, state, done, total }) => ({ workspaceId, state, done, total })) }
  }),
  make: base
    .use(theirSample)
    .use(guard)
    .make.handler(async ({ context: { database, clock, actor, after, person, isRemoved, operationId } }) => {
      if (isRemoved) throw conflict('still_removed', sampleIsRemoved)
      if (actor.kind !== 'member')
        throw forbidden('sign_in', 'A sample firm is made for a person: sign in, or use baton sample.')
      if (!person) return { operationId }
      after(async () => {
        const { id: userId, name: memberName, email: memberEmail } = person
        await wantSample(database, { ...usual, userId, memberName, memberEmail }, clock.now())
      })
      return { operationId }
    }),
  remove: os.remove.handler(async ({ context: { db, now, operationId }, input }) => {
    const firm = await db.selectFrom('workspace').select(['name', 'sample']).executeTakeFirstOrThrow()
    if (!firm.sample) throw conflict('not_a_sample', 'This is no sample firm. Only a sample can be removed.')
    if (input.name !== firm.name)
      throw invalid('other_name', `The firm is called “${firm.name}”.`, {
        fields: { name: 'Its exact name' },
      })
    if (!(await sampleGoes(db, now)))
      throw conflict('still_made', 'It is still being made. Wait until it is ready.')
    return { operationId }
  }),
})
