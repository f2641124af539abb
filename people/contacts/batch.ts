import { refuseErased } from '#people/erased'
import { type Inside, saveRecords } from '#platform/http'
import { knownByOnce } from '#workspace/fields'
import { checkLinks, fillCustom, updateContact } from './acts.ts'
import { type ContactRecord, contactRecord } from './contract.ts'
import { contactsKnownBy } from './keys.ts'
import { createContacts, refuseErasedAmong } from './making.ts'
import { firmRegion } from './store.ts'
import { addTags } from './tags.ts'

type Saving = Inside & { secret: string }

/** Makes and changes people, each known by its id, its external id or what a field that `by` names has only once. */
export const saveContacts = async (context: Saving, records: readonly unknown[], by?: string) =>
  saveRecords<ContactRecord>(
    context.db,
    {
      table: 'contact',
      shape: contactRecord,
      known: (ids, externals) => contactsKnownBy(context.db, ids, externals),
      gone: 'This person is not there, or you may not see them.',
      by: await knownByOnce<ContactRecord>(context.db, 'contact', by),
      make: (fresh) => make(context, fresh),
      // Who was found by a number keeps their own: it may be a further one of theirs.
      change: async (id, { id: _, externalId, status, ...change }, found) => {
        const others = found === 'externalId' ? {} : { externalId }
        await refuseErased(context.db, context.secret, { email: change.email, ...others })
        await updateContact(context, id, { ...change, ...others })
      },
    },
    records,
  )

async function make(context: Saving, fresh: ContactRecord[]): Promise<string[]> {
  const { db, now, actor } = context
  const people = fresh.map(({ status = 'person', ...it }) => ({
    ...it,
    status,
    ownerId: it.ownerId === undefined && actor.reach ? actor.memberId : it.ownerId,
    via: actor.kind === 'key' ? ('api' as const) : ('manual' as const),
  }))
  for (const ownerId of new Set(people.map((it) => it.ownerId))) await checkLinks(context, { ownerId })
  for (const companyId of new Set(people.map((it) => it.companyId))) await checkLinks(context, { companyId })
  const region = await firmRegion(db)
  await refuseErasedAmong(context, fresh, region)
  const ids = (await createContacts(db, people, { now, region })).map(({ id }) => id)
  const customs = fresh.flatMap(({ custom }, n) => (custom ? [{ id: ids[n]!, custom }] : []))
  if (customs.length > 0) await fillCustom(db, customs, now)
  const tagged = fresh.flatMap(({ tags }, n) => (tags ? [{ id: ids[n]!, tags }] : []))
  for (const some of Map.groupBy(tagged, ({ tags }) => JSON.stringify(tags)).values())
    await addTags(
      db,
      some.map(({ id }) => id),
      some[0]!.tags,
      now,
    )
  return ids
}
