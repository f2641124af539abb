import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const hour = 3_600_000

/** What of many at once came through, and what each refusal said. */
async function together(all: Promise<unknown>[]) {
  const settled = await Promise.allSettled(all)
  const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  return {
    done: settled.length - refused.length,
    reasons: [...new Set(refused.map((it) => String(it?.data?.reason ?? it)))],
    statuses: [...new Set(refused.map((it) => Number(it?.status)))],
  }
}

describe('of many at once, one', async () => {
  const w = await world()
  await w.owner.client.members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep', { name: 'Anna' })
  const ben = await w.member('sales_rep', { name: 'Ben' })
  const max = await w.member('sales_manager', { name: 'Max', takesLeads: false })
  const { handovers, capture } = w.owner.client
  let made = 0
  const cross = async (name: string) => {
    const { contactId } = await capture.add({ kind: 'call', name, phone: `030 55${++made}`, asks: true })
    await w.pump()
    const [row] = (await handovers.list({ contactId })).rows
    return { contactId, id: row!.id, receiver: row!.receiver!.id === anna.id ? anna : ben }
  }
  const states = (id: string) =>
    w.sql<{ state: string; actor: string }>(
      'select state, actor from handover_state where handover_id = $1 order by recorded_at, id',
      [id],
    )

  it('fifty acceptances give one, and each other is told who was faster', async () => {
    const { id, receiver } = await cross('Fifty')
    const all = Array.from({ length: 50 }, (_, n) => (n % 2 ? receiver : max).client.handovers.accept({ id }))
    const { done, reasons, statuses } = await together(all)
    expect({ done, reasons, statuses }).toEqual({
      done: 1,
      reasons: ['handover_already_answered'],
      statuses: [409],
    })
    expect((await states(id)).filter(({ state }) => state === 'working')).toHaveLength(1)
    const offers = await w.sql<{ n: number }>(
      `select count(*)::int as n from offer where handover_id = $1 and state = 'accepted'`,
      [id],
    )
    expect(offers).toEqual([{ n: 1 }])
  })

  it('accepted while it expires: taken, or offered to the next; never both', async () => {
    for (let round = 0; round < 4; round++) {
      const { id, receiver } = await cross(`Expiring ${round}`)
      w.clock.advance(hour + 1000)
      const [taken] = await Promise.allSettled([receiver.client.handovers.accept({ id }), w.pump()])
      await w.pump()
      const card = await handovers.get({ id })
      if (taken.status === 'fulfilled')
        expect(card).toMatchObject({ state: 'working', receiver: { id: receiver.id } })
      else {
        expect(taken.reason).toMatchObject({ status: 409 })
        expect(card.state).toBe('offered')
        expect(card.offers.map((offer) => offer.state)).toEqual(['expired', 'open'])
        expect(card.receiver?.id).not.toBe(receiver.id)
      }
      w.clock.advance(23 * hour)
    }
  })

  it('accepted while withdrawn, handed on or sent back: one of the two, the other is refused', async () => {
    const races = {
      withdrawn: (id: string) => handovers.withdraw({ id, reason: 'Unsubscribed by phone' }),
      handed_on: (id: string, other: string) => max.client.handovers.handOn({ id, memberId: other }),
      sent_back: (id: string) =>
        max.client.handovers.sendBack({ id, reason: 'competitor', evidence: 'Kabelwerk' }),
    }
    for (const [name, against] of Object.entries(races)) {
      const { id, receiver } = await cross(`Against ${name}`)
      const other = receiver === anna ? ben : anna
      const [taken, beaten] = await Promise.allSettled([
        receiver.client.handovers.accept({ id }),
        against(id, other.id),
      ])
      const { state, offers } = await handovers.get({ id })
      expect(offers.filter((offer) => offer.state === 'open')).toHaveLength(
        name === 'handed_on' && state === 'offered' ? 1 : 0,
      )
      for (const one of [taken, beaten])
        if (one.status === 'rejected')
          expect(one.reason).toMatchObject({ status: expect.toSatisfy((it) => it === 409) })
      expect([taken.status, beaten.status]).toContain('fulfilled')
      await w.pump()
    }
  })

  it('passed on twice at once, or while the pump passes them on: one handover is open', async () => {
    const { contactId } = await capture.add({ kind: 'call', name: 'Twice', phone: '030 991', asks: false })
    await w.pump()
    const twice = await together([1, 2, 3].map(() => handovers.passOn({ contactId, memberId: anna.id })))
    expect(twice).toEqual({ done: 1, reasons: ['handover_open'], statuses: [409] })
    const next = await capture.add({ kind: 'call', name: 'Beside the pump', phone: '030 992', asks: true })
    await Promise.allSettled([w.pump(), handovers.passOn({ contactId: next.contactId, memberId: anna.id })])
    await w.pump()
    const open = await w.sql<{ n: number }>(
      `select count(*)::int as n from handover where contact_id = $1 and state in ('waiting', 'offered', 'working')`,
      [next.contactId],
    )
    expect(open).toEqual([{ n: 1 }])
  })

  it('two of one firm who ask in the same moment are one handover; the second joins', async () => {
    const firm = { kind: 'call', companyName: 'Same GmbH', asks: true } as const
    const a = await capture.add({ ...firm, name: 'One', phone: '030 993' })
    const b = await capture.add({ ...firm, name: 'Two', phone: '030 994' })
    await Promise.all([w.pump(), w.pump()])
    await w.pump()
    const rows = [
      ...(await handovers.list({ contactId: a.contactId })).rows,
      ...(await handovers.list({ contactId: b.contactId })).rows,
    ]
    expect(rows.map((row) => row.state).toSorted()).toEqual(['joined', 'offered'])
  })

  it('an answer by mail against one in the app: one, and the mail says who has it', async () => {
    const { id, receiver } = await cross('Mail or app')
    await w.tick('notice letters')
    const letter = (await w.letters()).findLast((one) => one.subject.includes('Mail or app'))!
    const url = `${w.publicUrl}/-/answer/${/\/-\/answer\/([\w.-]+)/.exec(letter.text_body)![1]}`
    const post = () => fetch(url, { method: 'POST', body: new URLSearchParams({ action: 'accept' }) })
    const [one, two, app] = await Promise.all([
      post(),
      post(),
      receiver.client.handovers.accept({ id }).then(
        () => 200,
        (error) => Number(error.status),
      ),
    ])
    const answers = [one.status, two.status, app]
    expect(answers.filter((status) => status === 200)).toHaveLength(1)
    expect(answers.every((status) => [200, 409, 410].includes(status))).toBe(true)
    expect((await states(id)).filter(({ state }) => state === 'working')).toHaveLength(1)
  })
})
