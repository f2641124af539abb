import { implement } from '@orpc/server'
import { addConsent } from '#people/consent'
import { createContact, findContact, firmRegion, phoneKey } from '#people/contacts'
import { comesBack } from '#people/erased'
import { subjectOf } from '#people/identity'
import { recordAct } from '#people/leads'
import { type Entry, guard } from '#platform/http'
import { captureContract } from './contract.ts'

const os = implement(captureContract).$context<Entry>().use(guard)

export const capture = os.router({
  add: os.add.handler(async ({ context: { db, now, actor, operationId, secret }, input }) => {
    const { contactId: known, kind, words, asks, productLineId, occurredAt, ...rest } = input
    const { selfReported, campaign, ...values } = rest
    const region = await firmRegion(db)
    if (!known) await comesBack(db, secret, { ...values, phoneKey: phoneKey(values.phone, region) })
    const contact = known
      ? await findContact(db, known)
      : await createContact(
          db,
          { ...values, status: 'person', via: 'capture', ownerId: actor.reach ? actor.memberId : null },
          { now, region },
        )
    const act = await recordAct(
      db,
      {
        contactId: contact.id,
        kind: `${kind}.captured`,
        data: { by: actor.memberId, name: actor.name, ...(words && { words }) },
        occurredAt: occurredAt ?? now,
        evidence: 'reported',
        human: true,
        asks,
        opens: true,
        productLineId,
        source: {
          ...{ channel: kind, utm: {}, clickIds: {} },
          ...(selfReported && { selfReported }),
          ...(campaign && { campaign }),
        },
        registeredBy: actor.memberId,
      },
      now,
    )
    if (asks) {
      const subjectId = await subjectOf(db, contact.id)
      const channels = [
        ...(values.phone ? ['phone' as const] : []),
        ...(values.email ? ['email' as const] : []),
      ]
      await addConsent(
        db,
        (channels.length > 0 ? channels : ['any' as const]).map((channel) => ({
          subjectId,
          channel,
          topic: 'request',
          basis: 'request' as const,
          state: 'granted' as const,
          proof: {
            by: actor.memberId,
            name: actor.name,
            event: act.eventId,
            words: words ?? `Captured: ${kind}`,
          },
        })),
        now,
      )
    }
    return { operationId, contactId: contact.id, leadId: act.leadId, made: !known }
  }),
})
