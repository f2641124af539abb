import { implement } from '@orpc/server'
import { contactsByKeys, createContact, findContact, firmRegion, phoneKey } from '#people/contacts'
import { refuseErased } from '#people/erased'
import { subjectOf } from '#people/identity'
import { recordAct } from '#people/leads'
import type { Db } from '#platform/db'
import { type Entry, guard, invalid } from '#platform/http'
import { record } from '#platform/journal'
import { eventsContract } from './contract.ts'

const os = implement(eventsContract).$context<Entry>().use(guard)
type Whom =
  | { id: string }
  | { externalId: string; name?: string | undefined }
  | { email: string; name?: string | undefined }
  | { phone: string; name?: string | undefined }

export const events = os.router({
  add: os.add.handler(async ({ context: { db, now, registry, actor, secret }, input }) => {
    const ours = new Set(registry.journal.map((kind) => kind.kind))
    for (const [n, event] of input.events.entries())
      if (ours.has(event.kind))
        throw invalid(
          'reserved_kind',
          `“${event.kind}” is an event that Baton writes itself. Choose another name.`,
          {
            fields: { [`events.${n}.kind`]: 'Reserved' },
          },
        )
    const region = await firmRegion(db)
    const rows = []
    for (const event of input.events) {
      const { id: contactId, made } = await whom(db, event.contact, {
        now,
        region,
        secret,
        ownerId: actor.reach ? actor.memberId : null,
      })
      const base = {
        kind: event.kind,
        data: { ...event.data, sentBy: actor.name },
        occurredAt: event.occurredAt ?? now,
      }
      const effectKey = event.effectKey && `${actor.memberId}:${event.effectKey}`
      if (!event.human) {
        const [eventId] = await record(db, [
          {
            ...base,
            subjectId: await subjectOf(db, contactId),
            receivedAt: now,
            human: false,
            ...(effectKey && { effectKey }),
          },
        ])
        rows.push({
          eventId: eventId ?? (await keptEvent(db, effectKey!)),
          contactId,
          leadId: null,
          made,
          repeated: !eventId,
        })
        continue
      }
      const act = await recordAct(
        db,
        {
          ...base,
          contactId,
          evidence: 'by_person',
          human: true,
          asks: event.asks,
          opens: true,
          productLineId: event.productLineId,
          source: { channel: event.channel, campaign: event.campaign, utm: {}, clickIds: {} },
          effectKey,
        },
        now,
      )
      rows.push({ eventId: act.eventId, contactId, leadId: act.leadId, made, repeated: act.repeated })
    }
    return { rows }
  }),
})

async function keptEvent(db: Db, key: string): Promise<string> {
  const kept = await db
    .selectFrom('journal_key')
    .select('event_id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  return kept.event_id
}

/** The person meant, the oldest where several have the key; made when unknown. */
async function whom(
  db: Db,
  it: Whom,
  { now, region, secret, ownerId }: { now: Date; region: string; secret: string; ownerId: string | null },
): Promise<{ id: string; made: boolean }> {
  if ('id' in it) return { id: (await findContact(db, it.id)).id, made: false }
  const [known] = await contactsByKeys(db, {
    ...('email' in it && { emails: [it.email] }),
    ...('externalId' in it && { externalIds: [it.externalId] }),
    ...('phone' in it && { phones: [phoneKey(it.phone, region) ?? it.phone] }),
  })
  if (known) return { id: known.id, made: false }
  await refuseErased(db, secret, {
    ...('email' in it && { email: it.email }),
    ...('externalId' in it && { externalId: it.externalId }),
    ...('phone' in it && { phoneKey: phoneKey(it.phone, region) }),
  })
  const { id } = await createContact(db, { ...it, ownerId, status: 'person', via: 'api' }, { now, region })
  return { id, made: true }
}
