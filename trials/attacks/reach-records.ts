import { uuidv7 } from '#platform/clock'
import type { World } from '#platform/testing'
import type { formPage } from './form-page.ts'
import type { Slot } from './reach-questions.ts'

/**
 * All that a colleague can have, with words and numbers that nobody else has; some of it at companies that others see.
 * Gives the ids by what they are of.
 */
export async function makeSecrets(
  w: World,
  carla: Awaited<ReturnType<World['member']>>,
  partner: Awaited<ReturnType<World['member']>>,
  companiesOfOthers: string[],
  page: Awaited<ReturnType<typeof formPage>>,
  campaignId: string,
): Promise<Partial<Record<Slot, string>>> {
  const { client } = w.owner
  const { contacts, companies, deals, tasks, timeline, capture, talks, consent } = carla.client
  const hers = { ownerId: carla.id }
  const company = await companies.create({
    ...{ ...hers, name: 'Geheim AG', domain: 'geheim.example', sector: 'Geheim', city: 'Geheim' },
    ...{ country: 'DE', employees: 77, externalId: 'G-1', custom: { worth: 4711 }, tags: ['Fair'] },
  })
  const person = {
    ...{ ...hers, name: 'Gerda Geheim', email: 'gerda@geheim.example', phone: '0170 4711 4711' },
    ...{ jobTitle: 'Geheim', city: 'Geheim', country: 'DE', tags: ['Fair'], externalId: 'G-1' },
    ...{ companyId: company.id, custom: { discount: 'Geheim' } },
  }
  const contact = await contacts.create(person)
  const double = await contacts.create({ ...hers, name: 'Gerda Geheim Zwei' })
  const deal = await deals.create({
    ...hers,
    name: 'Geheim',
    ...{ companyId: company.id, contactId: contact.id },
    ...{ oneOffMinor: 9, expectedClose: '2026-03-20' },
  })
  const task = await tasks.create({ title: 'Geheim', contactId: contact.id, dueOn: '2026-03-02' })
  const note = await timeline.addNote({ contactId: contact.id, body: 'Geheim' })
  const { id: attached } = await carla.client.files.begin({
    ...{ contactId: contact.id, name: 'geheim.txt', sizeBytes: 6 },
  })
  await carla.client.files.part({ id: attached, offset: 0, part: new File(['Geheim'], 'x') })
  await carla.client.files.complete({ id: attached })
  const { id: coming } = await carla.client.files.begin({
    ...{ companyId: company.id, name: 'geheim.txt', sizeBytes: 6 },
  })
  await client.participants.add({ campaignId, ids: [contact.id, double.id] })
  await timeline.addNote({ companyId: company.id, body: 'Geheim' })
  await timeline.addNote({ dealId: deal.id, body: 'Geheim' })
  await talks.add({ contactId: contact.id, channel: 'phone', outcome: 'reached', note: 'Geheim' })
  await consent.add({
    contactId: contact.id,
    channel: 'email',
    topic: 'newsletter',
    basis: 'consent',
    state: 'granted',
    proof: 'Geheim',
  })
  const { conversationId, id: mail } = await carla.client.conversations.write({
    ...{ contactId: contact.id, dealId: deal.id, subject: 'Geheim', text: 'Geheim' },
    basis: { basis: 'contract', proof: 'Geheim' },
  })
  const file = await answerWithFile(w, conversationId)
  const { leadId } = await capture.add({ contactId: contact.id, kind: 'call', asks: true, words: 'Geheim' })
  const { operationId, mergeId } = await carla.client.merging.merge({
    record: 'contact',
    winnerId: contact.id,
    loserId: double.id,
  })
  await page.send({ name: 'Geheim', email: 'gerda@geheim.example', message: 'Geheim' })
  await page.again({ name: 'Neu Geheim', email: 'neu@geheim.example', message: 'Geheim' })
  // Hers, at what is theirs: people and deals of a company that they see.
  for (const theirs of companiesOfOthers) {
    const inside = await contacts.create({
      ...person,
      companyId: null,
      email: null,
      phone: null,
      externalId: null,
    })
    await client.contacts.update({ id: inside.id, companyId: theirs })
    await client.companies.create({ ...hers, name: 'Geheim Tochter', parentId: theirs })
    const { domain } = await client.companies.get({ id: theirs })
    await client.contacts.create({
      ...hers,
      name: 'Geheim Adresse',
      email: `geheim@${domain}`,
      companyId: company.id,
    })
    for (const { id } of (await client.deals.list({ companyId: theirs, state: 'open' })).rows)
      await client.deals.addPerson({ id, contactId: inside.id, role: 'Decision maker', stance: 'against' })
    await capture.add({ contactId: inside.id, kind: 'call', asks: false, words: 'Geheim' })
    const won = await client.deals.create({ ...hers, name: 'Geheim', companyId: theirs, oneOffMinor: 9 })
    const reason = (await client.pipeline.get()).reasons.find((it) => it.kind === 'won')!
    await client.deals.win({ id: won.id, reasonId: reason.id })
  }
  const buyer = await contacts.create({ ...hers, name: 'Geheim Kundin' })
  const { id: sold } = await deals.create({
    ...hers,
    name: 'Geheim',
    contactId: buyer.id,
    oneOffMinor: 4711,
  })
  const wins = (await client.pipeline.get()).reasons.find((it) => it.kind === 'won')!
  await deals.win({
    id: sold,
    reasonId: wins.id,
    promised: { words: 'Geheim', promises: [{ text: 'Geheim' }] },
  })
  await w.pump()
  const [customer] = (await client.onboarding.list({ dealId: sold })).rows
  const claim = { proof: 'Geheim, talked at the fair', proofDay: '2026-03-01' }
  const protection = await partner.client.protection.register({ companyName: 'Geheim & Co', ...claim })
  await client.protection.confirm({ id: protection.id })
  await partner.client.protection.register({ companyName: 'Geheim AG', ...claim })
  await w.pump()
  const [handover] = (await client.handovers.list({ contactId: contact.id })).rows
  const gone = await contacts.create({ ...hers, name: 'Geheim Zurück' })
  const passed = await client.handovers.passOn({ contactId: gone.id, memberId: carla.id })
  await carla.client.handovers.sendBack({ id: passed.id, reason: 'not_interested', note: 'Geheim' })
  await carla.client.contentRequests.ask({ title: 'Geheim', dealId: deal.id, contactId: contact.id })
  const [act] = await w.sql<{ id: string }>(
    `select id from journal_event where kind = 'form.submitted' limit 1`,
  )
  return {
    ...{
      contact: contact.id,
      company: company.id,
      deal: deal.id,
      task: task.id,
      note: note.id,
      act: act!.id,
    },
    ...{ lead: leadId!, handover: handover!.id, merge: mergeId, operation: operationId, merged: double.id },
    ...{ protection: protection.id, sold, promise: customer!.promises[0]!.id },
    member: carla.id,
    ...{ conversation: conversationId, mail, file, attached, coming },
  }
}

/** What the person answered, with a file; and a mail of a stranger whom nobody knows. Gives the id of the file. */
async function answerWithFile(w: World, conversationId: string): Promise<string> {
  const at = w.clock.now()
  const incoming = { answer: uuidv7(at), stranger: uuidv7(at) }
  const file = uuidv7(at)
  await w.inside(async (db) => {
    for (const [state, id] of [
      ['filed', incoming.answer],
      ['unmatched', incoming.stranger],
    ] as const)
      await db
        .insertInto('incoming')
        .values({
          ...{ id, state, raw_hash: id, from_address: 'gerda@geheim.example', recipients: '[]' },
          ...{ subject: 'Geheim', text_body: 'Geheim', answers: [], kind: 'human' },
          ...{ evidence: 'Geheim', forwarded: [], bytes: 1, sent_at: at, received_at: at },
        })
        .execute()
    await db
      .insertInto('incoming_file')
      .values({
        ...{ id: file, incoming_id: incoming.answer, name: 'geheim.pdf', content_type: 'x/y' },
        ...{ bytes: 1, content: Buffer.from('x') },
      })
      .execute()
    await db
      .insertInto('conversation_mail')
      .values({
        ...{ id: uuidv7(at), conversation_id: conversationId, direction: 'in', via: 'reply' },
        ...{ incoming_id: incoming.answer, message_id: '<geheim@geheim.example>', at },
      })
      .execute()
    await db.updateTable('conversation').set({ last_in_at: at }).where('id', '=', conversationId).execute()
  })
  return file
}
