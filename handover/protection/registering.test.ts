import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const day = 86_400_000
const proof = { proof: 'Talked with Ms Klein at the fair', proofDay: '2026-03-01' }

describe('a contractor’s own leads', async () => {
  const w = await world()
  const { client } = w.owner
  await client.members.update({ id: w.owner.id, takesLeads: false })
  const paul = await w.member('contractor', { name: 'Paul Partner' })
  const pia = await w.member('contractor', { name: 'Pia Partner' })
  const rita = await w.member('sales_rep', { name: 'Rita Rep' })
  const max = await w.member('sales_manager', { name: 'Max Manager', takesLeads: false })
  const register = (who: typeof paul, more: object) => who.client.protection.register({ ...proof, ...more })
  const listed = async (who: Pick<typeof paul, 'client'>, box: 'open' | 'past' = 'open') =>
    (await who.client.protection.list({ box })).rows
  const titles = async (who: Pick<typeof paul, 'client'>) =>
    (await listed(who)).map(({ companyName, personName }) => companyName ?? personName)
  const told = async (who: Pick<typeof paul, 'client'>) =>
    (await who.client.notices.list({})).rows
      .filter(({ kind }) => kind === 'protection')
      .map(({ title }) => title)
  const calls = async (name: string, more: object = {}) => {
    const { contactId } = await client.capture.add({ kind: 'call', name, asks: true, ...more })
    await w.pump()
    const [row] = (await client.handovers.list({ contactId, box: 'open' })).rows
    return { contactId, row }
  }
  const reasonOf = (act: Promise<unknown>) =>
    act.then(
      () => 'nothing refused it',
      (it) => it?.data?.reason,
    )

  it('are registered with proof, decided by a manager, and theirs until a day', async () => {
    const { id, state } = await register(paul, {
      ...{ companyName: 'Kabelwerk Süd', domain: 'https://www.kabel.example/de', personName: 'Kim Klein' },
      ...{ email: 'kim@kabel.example', town: 'Ulm', proofPlace: 'Mail of 1 March' },
    })
    expect(state).toBe('registered')
    expect(await told(max)).toEqual(['Paul Partner registers Kim Klein, Kabelwerk Süd'])
    expect(await titles(paul)).toEqual(['Kabelwerk Süd'])
    expect(await titles(pia)).toEqual([])
    expect(await reasonOf(paul.client.protection.confirm({ id }))).toBe('not_permitted')
    const { endsAt } = await max.client.protection.confirm({ id })
    expect(endsAt.toISOString()).toBe('2026-09-02T21:59:59.000Z')
    const [row] = await listed(paul)
    expect(row).toMatchObject({ state: 'confirmed', blockedBy: null, domain: 'kabel.example' })
    expect(row!.history.map(({ state, who }) => [state, who])).toEqual([
      ['registered', 'Paul Partner'],
      ['confirmed', 'Max Manager'],
    ])
    // Whom we did not know is made, and belongs to the contractor.
    expect(await paul.client.contacts.get({ id: row!.contact!.id })).toMatchObject({
      name: 'Kim Klein',
      email: 'kim@kabel.example',
    })
    expect(await told(paul)).toEqual(['Kim Klein, Kabelwerk Süd is yours'])
  })

  it('go to them when somebody there asks, and details show once they accept', async () => {
    const { row } = await calls('Konrad Kabel', {
      companyName: 'Kabelwerk Sud',
      phone: '030 771',
      city: 'Ulm',
    })
    expect(row!.receiver!.id).toBe(paul.id)
    const card = await client.handovers.get({ id: row!.id })
    expect(JSON.stringify(card)).toContain('Paul Partner registered them, protected until September 2, 2026.')
    const before = JSON.stringify(await paul.client.handovers.get({ id: row!.id }))
    expect(before).toContain('Kabelwerk S')
    expect(before).not.toContain('Konrad')
    expect(before).not.toContain('771')
    await paul.client.handovers.accept({ id: row!.id })
    const after = JSON.stringify(await paul.client.handovers.get({ id: row!.id }))
    expect(after).toContain('Konrad Kabel')
    expect(after).toContain('771')
  })

  it('are passed on to them by hand too, and to nobody else while they have room to answer', async () => {
    const { id } = await register(paul, { companyName: 'Handlager' })
    await max.client.protection.confirm({ id })
    const [company] = (await client.companies.list({ q: 'Handlager' })).rows
    const { id: contactId } = await client.contacts.create({ name: 'Hanna', companyId: company!.id })
    await client.handovers.passOn({ contactId })
    const [row] = (await client.handovers.list({ contactId, box: 'open' })).rows
    expect(row!.receiver!.id).toBe(paul.id)
  })

  it('go on to routing while they are away, laid before them no second time', async () => {
    const { id } = await register(paul, { companyName: 'Ferien AG' })
    await max.client.protection.confirm({ id })
    const { row } = await calls('Fritz Ferien', { companyName: 'Ferien AG', phone: '030 772' })
    expect(row!.receiver!.id).toBe(paul.id)
    const now = w.clock.now()
    const away = { memberId: paul.id, fromAt: now, toAt: new Date(now.getTime() + 7 * day), note: null }
    const absence = await client.calendars.addAbsence({ ...away, deputyId: null })
    for (let n = 0; n < 3; n++) {
      await w.tick('offers of absent members')
      await w.pump()
    }
    const { offers } = await client.handovers.get({ id: row!.id })
    expect(offers.map(({ state }) => state)).toEqual(['withdrawn', 'open'])
    expect(offers[1]!.member.id).not.toBe(paul.id)
    await client.calendars.cancelAbsence({ id: absence.id })
    const { id: other } = await register(paul, { companyName: 'Deputat AG' })
    await max.client.protection.confirm({ id: other })
    const standIn = await client.calendars.addAbsence({ ...away, deputyId: rita.id })
    const { row: covered } = await calls('Dora', { companyName: 'Deputat AG', phone: '030 773' })
    expect(covered!.receiver!.id).toBe(rita.id)
    await client.calendars.cancelAbsence({ id: standIn.id })
  })

  it('are refused at once where we are at it, in one sentence that tells nothing of it', async () => {
    const { contactId } = await calls('Open Olga', { companyName: 'Offen AG', email: 'olga@offen.example' })
    await client.deals.create({
      name: 'Big',
      companyId: (await client.companies.create({ name: 'Deal AG' })).id,
    })
    const bought = await client.companies.create({ name: 'Kunde AG', domain: 'kunde.example' })
    const { id: deal } = await client.deals.create({ name: 'Won', companyId: bought.id })
    const why = (await client.pipeline.get()).reasons.find(({ kind }) => kind === 'won')!.id
    await client.deals.win({ id: deal, reasonId: why })
    const answers = [
      await register(pia, { companyName: 'OFFEN ag' }),
      await register(pia, { personName: 'O.', email: 'Olga@Offen.example' }),
      await register(pia, { companyName: 'Deal AG' }),
      await register(pia, { companyName: 'Another name', domain: 'kunde.example' }),
    ]
    expect(new Set(answers.map(({ state, reason }) => `${state}: ${reason}`))).toEqual(
      new Set(['refused: They are with us already.']),
    )
    const hers = await listed(pia, 'past')
    expect(hers.map(({ blockedBy, contact, company }) => [blockedBy, contact, company])).toEqual(
      hers.map(() => [null, null, null]),
    )
    expect((await listed(max, 'past')).map(({ blockedBy }) => blockedBy)).toEqual([
      'customer',
      'deal',
      'handover',
      'handover',
    ])
    expect(contactId).toBeTruthy()
    expect(await register(pia, { companyName: 'Kabelwerk Süd' })).toMatchObject({
      state: 'refused',
      reason: 'They are with us already.',
    })
  })

  it('answer of whom we know and do nothing with as of whom we do not know', async () => {
    const firm = await client.companies.create({ name: 'Schlaf AG', domain: 'schlaf.example' })
    await client.contacts.create({ name: 'Sina', email: 'sina@schlaf.example', companyId: firm.id })
    const known = await register(pia, {
      companyName: 'Schlaf AG',
      personName: 'S',
      email: 'sina@schlaf.example',
    })
    const unknown = await register(pia, { companyName: 'Nie AG', personName: 'N', email: 'n@nie.example' })
    expect({ ...known, id: '' }).toEqual({ ...unknown, id: '' })
    const shown = (id: string) =>
      listed(pia).then((rows) => {
        const { companyName, personName, email, createdAt, history, ...rest } = rows.find(
          (row) => row.id === id,
        )!
        return { ...rest, id: '' }
      })
    expect(await shown(known.id)).toEqual(await shown(unknown.id))
    const forMax = (await listed(max)).find(({ id }) => id === known.id)!
    expect([forMax.company?.name, forMax.contact?.name]).toEqual(['Schlaf AG', 'Sina'])
    // Confirmed, whom we knew stays whose they were: the details are seen with an accepted lead, not by registering.
    await max.client.protection.confirm({ id: known.id })
    expect(await reasonOf(pia.client.contacts.get({ id: forMax.contact!.id }))).toBe('no_contact')
    expect((await listed(pia)).find(({ id }) => id === known.id)).toMatchObject({
      contact: null,
      company: null,
    })
    const { row } = await calls('Sina', { email: 'sina@schlaf.example', contactId: forMax.contact!.id })
    expect(row!.receiver!.id).toBe(pia.id)
    expect(JSON.stringify(await pia.client.handovers.get({ id: row!.id }))).not.toContain('Sina')
  })

  it('mean the firm of that domain, and the person of that address, before one of the same name or number', async () => {
    await client.companies.create({ name: 'Zwilling AG', domain: 'zwilling.example' })
    const firm = await client.companies.create({ name: 'Zwilling Werke', domain: 'werke.example' })
    await client.contacts.create({ name: 'Vera Vorne', email: 'vera@werke.example', phone: '030 555 1' })
    const person = await client.contacts.create({ name: 'Willi Werke', email: 'willi@werke.example' })
    const { id } = await register(pia, {
      ...{ companyName: 'Zwilling AG', domain: 'werke.example', personName: 'W. Werke' },
      ...{ email: 'willi@werke.example', phone: '030 555 1' },
    })
    const seen = async () =>
      (await listed(max)).flatMap((it) => (it.id === id ? [it.company?.id, it.contact?.id] : []))
    expect(await seen()).toEqual([firm.id, person.id])
    await max.client.protection.confirm({ id })
    expect(await seen()).toEqual([firm.id, person.id])
    await client.companies.create({ name: 'Drilling AG', domain: 'drilling.example' })
    const other = await register(pia, { companyName: 'Drilling AG', domain: 'neu.example' })
    await max.client.protection.confirm({ id: other.id })
    expect((await client.companies.list({ q: 'Drilling AG' })).rows).toHaveLength(2)
  })

  it('of many who register the same at once, one has it and each other is told', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        register(n % 2 ? paul : pia, { companyName: n % 3 ? 'Renn AG' : 'RENN ag' }),
      ),
    )
    expect(all.filter(({ state }) => state === 'registered')).toHaveLength(1)
    const reasons = new Set(all.flatMap(({ reason }) => (reason ? [reason] : [])))
    expect(reasons).toEqual(
      new Set(['Another partner has registered them before you.', 'You have registered them already.']),
    )
  })

  it('are confirmed once however many confirm, and not when a deal has begun meanwhile', async () => {
    const { id } = await register(paul, { companyName: 'Doppel AG' })
    const both = await Promise.allSettled([
      max.client.protection.confirm({ id }),
      client.protection.confirm({ id }),
      client.protection.refuse({ id, reason: 'No proof' }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { id: late } = await register(paul, { companyName: 'Spät AG' })
    const firm = await client.companies.create({ name: 'Spät AG' })
    await client.deals.create({ name: 'Meanwhile', companyId: firm.id })
    expect(await reasonOf(max.client.protection.confirm({ id: late }))).toBe('at_it_already')
    await max.client.protection.refuse({ id: late, reason: 'A deal began before you wrote' })
    expect(await told(paul)).toContain('Spät AG was not confirmed')
  })

  it('are given up, extended once, and end with notice to both sides', async () => {
    const { id } = await register(paul, { companyName: 'Ende AG' })
    const { endsAt } = await max.client.protection.confirm({ id })
    await w.tick('protections that end')
    expect(await told(paul)).not.toContain('Protection of Ende AG ends on September 2, 2026')
    w.clock.set(new Date(endsAt.getTime() - 13 * day))
    await Promise.all([w.tick('protections that end'), w.tick('protections that end')])
    const warned = (titles: string[]) => titles.filter((it) => it.startsWith('Protection of Ende AG ends on'))
    expect(warned(await told(paul))).toEqual(['Protection of Ende AG ends on September 2, 2026'])
    expect(warned(await told(max))).toHaveLength(1)
    const { endsAt: later } = await max.client.protection.extend({ id, reason: 'Offer is out' })
    expect(later.toISOString()).toBe('2027-03-02T22:59:59.000Z')
    expect(await reasonOf(max.client.protection.extend({ id, reason: 'Again' }))).toBe('extended_already')
    w.clock.set(new Date(later.getTime() + 1000))
    await w.tick('protections that end')
    await w.tick('protections that end')
    const [row] = (await listed(paul, 'past')).filter((it) => it.id === id)
    expect(row).toMatchObject({ state: 'ended' })
    expect(row!.history.map(({ state }) => state)).toEqual(['registered', 'confirmed', 'extended', 'ended'])
    const { row: lead } = await calls('Emil', { companyName: 'Ende AG', phone: '030 9' })
    expect(lead!.receiver).not.toBeNull()
    expect(JSON.stringify(await client.handovers.get({ id: lead!.id }))).not.toContain('registered them')
    // Whose day is over may be registered by another.
    expect(await register(pia, { companyName: 'Doppel AG' })).toMatchObject({ state: 'registered' })
  })

  it('are withdrawn by whoever registered or a manager; undone only if nobody else has them by then', async () => {
    const { id } = await register(paul, { companyName: 'Zurück AG' })
    expect(await reasonOf(pia.client.protection.withdraw({ id, reason: 'Mine now' }))).toBe('no_protection')
    expect(await reasonOf(rita.client.protection.withdraw({ id, reason: 'Mine now' }))).toBe('not_yours')
    const first = await paul.client.protection.withdraw({ id, reason: 'They said no' })
    await client.audit.undo({ id: first.operationId! })
    expect(await titles(paul)).toContain('Zurück AG')
    const second = await paul.client.protection.withdraw({ id, reason: 'They said no' })
    await register(pia, { companyName: 'Zurück AG' })
    expect(await reasonOf(client.audit.undo({ id: second.operationId! }))).toBe('registered_meanwhile')
    expect(await titles(paul)).not.toContain('Zurück AG')
  })

  it('need a name, proof of a day that has been, and a contractor; twenty a day are enough', async () => {
    expect(await reasonOf(register(rita, { companyName: 'X AG' }))).toBe('contractors_register')
    expect(await reasonOf(register(pia, {}))).toBe('nobody_named')
    expect(await reasonOf(register(pia, { personName: 'Nobody' }))).toBe('not_to_be_found')
    expect(await reasonOf(register(pia, { companyName: 'X AG', proofDay: '2031-01-01' }))).toBe(
      'proof_to_come',
    )
    let last: unknown = null
    for (let n = 0; n < 21 && last === null; n++)
      last = await register(pia, { companyName: `Many ${n} AG` }).then(
        () => null,
        (it) => it.data.reason,
      )
    expect(last).toBe('registered_enough')
  })

  it('go to a successor when somebody leaves, and the window is a setting', async () => {
    await client.protection.saveSetting({ months: 2 })
    const { id } = await register(paul, { companyName: 'Erbe AG' })
    await max.client.protection.confirm({ id })
    expect((await client.members.held({ id: paul.id })).rows.map(({ what }) => what)).toContain(
      'registered leads',
    )
    await client.members.leave({ id: paul.id, successorId: pia.id })
    const row = (await listed(pia)).find((it) => it.id === id)!
    expect(row.history.map(({ state }) => state)).toEqual(['registered', 'confirmed', 'passed_on'])
    expect(row.endsAt!.getTime() - w.clock.now().getTime()).toBeLessThan(63 * day)
  })
})
