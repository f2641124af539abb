import { implement } from '@orpc/server'
import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { changesPage, type Entry, guard, type Inside, saveEdits } from '#platform/http'
import { actOnMany } from '#workspace/bulk'
import { countFound, exportList, groupsFound, idPage } from '#workspace/lists'
import { search } from '#workspace/search'
import { checkLinks, fillCustom } from './acts.ts'
import { saveContacts } from './batch.ts'
import { phoneKey } from './contact.ts'
import { type ContactEdit, contactEdit, contactsContract } from './contract.ts'
import { saveContactEdits } from './editing.ts'
import { fileColumns, type InFile, saidColumns } from './file.ts'
import { joinAll, joiners } from './joining.ts'
import { keysOf, mostAtOnce, peopleByKeys } from './keys.ts'
import { findPeople, people, peopleFields } from './list.ts'
import { createContact, refuseErasedAmong } from './making.ts'
import { edited, removed, saidOf } from './many.ts'
import { alsoKnownBy } from './merged.ts'
import { contactsShown } from './shown.ts'
import { findContact, firmRegion } from './store.ts'
import { addTags } from './tags.ts'

const os = implement(contactsContract).$context<Entry>().use(guard)

export const contacts = os.router({
  list: os.list.handler(async ({ context, input }) => {
    const found = await findPeople(context, input)
    const { ids, next } = await idPage(context.db, people, found, input, input)
    return { rows: await contactsShown(context.db, ids), next }
  }),
  changes: os.changes.handler(({ context, input }) =>
    changesPage(context, { record: 'contact', living: people.living, merges: true }, input, (ids) =>
      contactsShown(context.db, ids),
    ),
  ),
  count: os.count.handler(async ({ context, input }) => {
    const { where } = await findPeople(context, input)
    return countFound(context.db, people, where, input)
  }),
  groups: os.groups.handler(async ({ context, input }) => {
    const { db, now, registry, actor } = context
    const infos = await peopleFields(db, registry, actor.permissions)
    return groupsFound(db, people, await findPeople(context, input), input, { infos, now })
  }),
  export: os.export.handler(async ({ context, input }) => {
    const { db, now, registry } = context
    const said = saidColumns(db, registry.conditions)
    return exportList<InFile>(db, {
      ...(await findPeople(context, input)),
      list: people,
      order: input,
      format: input.format,
      name: `people-${now.toISOString().slice(0, 10)}`,
      columns: input.columns,
      known: { ...fileColumns, ...said.columns },
      shown: async (ids) => said.of(await contactsShown(db, ids)),
    })
  }),
  matches: os.matches.handler(async ({ context: { db, actor }, input }) => ({
    rows: await matches(db, actor, input),
  })),
  joiners: os.joiners.handler(({ context: { db }, input }) => joiners(db, input.companyId)),
  join: os.join.handler(async ({ context: { db, now, operationId }, input }) => ({
    operationId,
    ...(await joinAll(db, input.companyId, now)),
  })),
  tags: os.tags.handler(async ({ context: { db } }) => {
    const { rows } = await sql<{ id: string; name: string; count: number }>`
      select t.id, t.name, count(c.id)::int as count from tag t
      left join contact_tag ct on ct.workspace_id = t.workspace_id and ct.tag_id = t.id
      left join contact c on c.workspace_id = ct.workspace_id and c.id = ct.contact_id and c.deleted_at is null and c.merged_into is null
      group by t.id, t.name, t.name_key order by t.name_key`.execute(db)
    return { rows }
  }),
  get: os.get.handler(async ({ context: { db }, input }) => {
    const { id } = await findContact(db, input.id)
    const [person] = await contactsShown(db, [id])
    return { ...person!, also: await alsoKnownBy(db, person!) }
  }),
  create: os.create.handler(async ({ context, input }) => {
    const { db, now, actor, operationId, secret } = context
    const { tags, custom, status = 'person', ...values } = input
    const ownerId = values.ownerId === undefined && actor.reach ? actor.memberId : values.ownerId
    await checkLinks(context, { ownerId, companyId: values.companyId })
    const region = await firmRegion(db)
    await refuseErasedAmong({ db, secret }, [{ ...values, custom }], region)
    const { id } = await createContact(
      db,
      { ...values, ownerId, status, via: actor.kind === 'key' ? 'api' : 'manual' },
      { now, region },
    )
    if (custom) await fillCustom(db, [{ id, custom }], now)
    if (tags) await addTags(db, [id], tags, now)
    return { id, operationId }
  }),
  update: os.update.handler(async ({ context, input }) => {
    await saveContactEdits(context, [input])
    return { operationId: context.operationId }
  }),
  edits: os.edits.handler(async ({ context, input: { edits, preview } }) => {
    const save = (some: ContactEdit[]) => saveContactEdits(context, some)
    const done = await saveEdits(context.db, edits, { shape: contactEdit, save, preview })
    return { ...done, operationId: preview ? null : context.operationId }
  }),
  batch: os.batch.handler(async ({ context, input }) => ({
    ...(await saveContacts(context, input.records, input.by)),
    operationId: context.operationId,
  })),
  bulk: os.bulk.handler(async ({ context, input }) =>
    actOnMany(context, edited, input, await saidOf(context, input.set)),
  ),
  remove: os.remove.handler(({ context, input }) => actOnMany(context, removed, input)),
})

/** An address or number that is the same comes before a name alike. */
async function matches(
  db: Db,
  actor: Inside['actor'],
  it: { name?: string | undefined; email?: string | undefined; phone?: string | undefined },
) {
  const phone = phoneKey(it.phone, await firmRegion(db))
  const keys = keysOf({
    emails: it.email ? [it.email] : [],
    phones: phone && phone.length > 4 ? [phone] : [],
  })
  const same = await peopleByKeys(db, keys, mostAtOnce)
  const alike =
    it.name && it.name.trim().length > 2
      ? await search(db, it.name, { records: ['contact'], limit: 5, reach: actor.reach })
      : []
  const by = new Map<string, 'email' | 'phone' | 'name'>(alike.map((row) => [row.id, 'name']))
  for (const key of keys.toReversed())
    for (const row of same.get(key) ?? []) by.set(row.id, key.startsWith('e') ? 'email' : 'phone')
  const order = { email: 0, phone: 1, name: 2 }
  const ids = [...by].toSorted((a, b) => order[a[1]] - order[b[1]]).map(([id]) => id)
  return (await contactsShown(db, ids.slice(0, 8))).map((row) => ({
    id: row.id,
    name: row.name,
    company: row.company?.name ?? null,
    email: row.email,
    phone: row.phone,
    by: by.get(row.id)!,
  }))
}
