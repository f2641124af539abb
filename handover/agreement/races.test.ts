import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const [hour, day] = [3_600_000, 86_400_000]

/** An owner who takes no leads, both heads, and a seller. Tuesday, ten in Berlin. */
async function firm() {
  const w = await world()
  w.clock.set(new Date('2026-11-10T09:00:00Z'))
  await w.owner.client.members.update({ id: w.owner.id, takesLeads: false })
  const mara = await w.member('marketer', { name: 'Mara', takesLeads: false })
  const sven = await w.member('sales_manager', { name: 'Sven', takesLeads: false })
  await w.member('sales_rep', { name: 'Anna' })
  const api = w.owner.client.agreement
  const draft = async () => {
    await api.draft({})
    return (await api.get({})).ahead!
  }
  return { w, mara, sven, api, draft }
}

describe('an agreement', async () => {
  const { w, mara, sven, api, draft } = await firm()

  it('is undisturbed by whoever signs, changes and discards at the same moment', async () => {
    for (let n = 0; n < 6; n++) {
      const { id, content, hash } = await draft()
      await Promise.allSettled([
        mara.client.agreement.sign({ id, side: 'marketing', hash }),
        sven.client.agreement.sign({ id, side: 'sales', hash }),
        mara.client.agreement.sign({ id, side: 'marketing', hash }),
        ...(n % 2
          ? [api.save({ id, content: { ...content, verdictDays: 2 + n }, startsOn: null, hash })]
          : []),
        ...(n % 3 === 2 ? [sven.client.agreement.discard({ id })] : []),
      ])
      const left = (await api.get({})).ahead
      const valid = left?.signatures.filter(({ voidedAt }) => !voidedAt) ?? []
      expect(new Set(valid.map(({ side }) => side)).size).toBe(valid.length)
      if (left?.state === 'waiting') {
        expect(valid.map(({ side }) => side).toSorted()).toEqual(['marketing', 'sales'])
        expect(valid.every((one) => one.at <= w.clock.now())).toBe(true)
        await Promise.allSettled([w.tick('agreement'), api.callOff({ id })])
      }
      const [late] = await w.sql<{ n: number }>(`select count(*)::int as n from agreement_clock`)
      expect(late!.n).toBe((await api.get({})).ahead?.state === 'waiting' ? 1 : 0)
      const rest = (await api.get({})).ahead
      if (rest?.state === 'draft') await api.discard({ id: rest.id })
      if (rest?.state === 'waiting')
        await api.callOff({ id: rest.id }).then(() => api.discard({ id: rest.id }))
      w.clock.advance(hour)
    }
  })
})

describe('at any time', async () => {
  const { w, mara, sven, api, draft } = await firm()

  it('exactly one version is in force after the first began', async () => {
    const began: Date[] = []
    const { scoring } = w.owner.client
    const { productLineId, inForce } = (await scoring.list())[0]!
    const { content } = inForce!
    const { id: other } = await scoring.saveDraft({ productLineId, lanes: 'asked', content })
    for (let n = 1; n <= 4; n++) {
      const { id, content, hash } = await draft()
      await api.save({ id, content: { ...content, verdictDays: n }, startsOn: null, hash })
      const now = (await api.get({})).ahead!
      await mara.client.agreement.sign({ id, side: 'marketing', hash: now.hash })
      const { startsAt } = await sven.client.agreement.sign({ id, side: 'sales', hash: now.hash })
      // It names the version in force, which nobody ends before it begins.
      await expect(w.owner.client.scoring.enforce({ id: other })).rejects.toMatchObject({
        data: { reason: 'agreed' },
      })
      w.clock.set(new Date(startsAt!.getTime() + n * hour))
      await Promise.all([w.tick('agreement'), w.tick('agreement')])
      began.push(w.clock.now())
    }
    const spans = await w.sql<{ from_at: Date; to_at: Date | null }>(
      'select from_at, to_at from agreement order by number',
    )
    const seams = await w.sql<{ from_at: Date; to_at: Date | null }>(
      'select from_at, to_at from seam_setting where agreement is not null order by agreement',
    )
    for (const all of [spans, seams])
      for (let at = began[0]!.getTime(); at < w.clock.now().getTime() + day; at += hour) {
        const holds = all.filter(
          ({ from_at, to_at }) => from_at.getTime() <= at && (!to_at || at < to_at.getTime()),
        )
        expect(holds).toHaveLength(1)
      }
    expect((await api.get({})).inForce?.number).toBe(4)
  })
})

describe('alone', async () => {
  const w = await world()
  const { agreement } = w.owner.client

  it('one person may sign for both, and is told nothing', async () => {
    const { id } = await agreement.draft({})
    const { hash } = (await agreement.get({})).ahead!
    await agreement.sign({ id, side: 'marketing', hash })
    const { startsAt } = await agreement.sign({ id, side: 'sales', hash })
    expect(startsAt).not.toBeNull()
    expect(await w.sql(`select id from notice where kind = 'agreement'`)).toEqual([])
  })
})
