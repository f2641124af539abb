import { describe, expect, it } from 'vitest'
import { subjectOf } from '#people/identity'
import { uuidv7 } from '#platform/clock'
import { figureAsker, world } from '#platform/testing'

const [hour, day] = [3_600_000, 86_400_000]
const year = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') }

describe('speed and versions', async () => {
  const w = await world()
  const { api, figure } = { api: w.owner.client, figure: figureAsker(w.owner.client, year) }
  await api.members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep', { name: 'Anna' })
  const cross = async (name: string) => {
    const { contactId } = await api.capture.add({
      kind: 'call',
      name,
      phone: `030 8${name.length}`,
      asks: true,
    })
    await w.pump()
    return (await api.handovers.list({ contactId })).rows[0]!
  }

  it('run on the receiver’s hours until an answer, a try and a talk', async () => {
    const { id } = await cross('Quick')
    w.clock.advance(20 * 60_000)
    await anna.client.handovers.accept({ id })
    w.clock.advance(10 * 60_000)
    await anna.client.handovers.attempt({ id, channel: 'phone', outcome: 'no_answer' })
    w.clock.advance(90 * 60_000)
    await anna.client.handovers.attempt({ id, channel: 'phone', outcome: 'reached' })
    const [row] = (await api.numbers.speed({ ...year, by: 'person' })).rows
    expect(row).toMatchObject({
      name: 'Anna',
      answer: { median: 20 },
      attempt: { median: 30 },
      talk: { median: 2 },
    })
    expect(row!.inTime.map(({ duty, share }) => [duty, share.hits, share.cases])).toEqual([
      ['answer', 1, 1],
      ['attempt', 1, 1],
      ['decision', 0, 0],
      ['verdict', 0, 0],
    ])
  })

  it('go on overnight without counting the night, and unanswered ones stand with their time so far', async () => {
    w.clock.advance(hour)
    const ago = (minutes: number) => new Date(w.clock.now().getTime() - minutes * 60_000)
    await w.inside((db) =>
      db
        .insertInto('calendar')
        .values({
          ...{ id: uuidv7(ago(30)), member_id: anna.id, zone: 'Europe/Berlin', region: 'DE', hours: '{}' },
          ...{ from_at: ago(30), to_at: ago(10) },
        })
        .execute(),
    )
    await cross('Nobody answers')
    const before = (await figure('answer.p90')).value!
    w.clock.advance(24 * hour)
    const after = await figure('answer.p90')
    expect(after).toMatchObject({ note: expect.stringMatching(/still run/), ripe: false })
    expect(await figure('attempt.median')).toMatchObject({ n: 2, note: after.note })
    expect(after.value! - before).toBeGreaterThan(0)
    expect(after.value!).toBeLessThan(24 * 60 * 0.9)
  })

  it('of readiness stand side by side, unripe until the youngest is thirty days old', async () => {
    const [version] = (await api.numbers.versions(year)).rows
    expect(version).toMatchObject({ version: 1, offered: 2, ripe: false, kept: { hits: 0, cases: 2 } })
    w.clock.advance(31 * day)
    const [ripe] = (await api.numbers.versions(year)).rows
    expect(ripe).toMatchObject({ ripe: true, kept: { hits: 1, cases: 2 } })
    const rows = await api.numbers.rows({ ...year, key: `version.kept.${ripe!.definitionId}` })
    expect(rows.n).toBe(1)
  })

  it('end with an answer by mail, and not with what a program answered', async () => {
    const open = async () => Number(/^\d+/.exec((await figure('talk.median')).note ?? '0')![0])
    const before = await open()
    const { contactId } = await cross('Writes')
    const answer = (human: boolean) =>
      w.inside(async (db) => {
        const at = w.clock.now()
        const of = { subject_id: await subjectOf(db, contactId!), occurred_at: at, received_at: at, human }
        await db
          .insertInto('journal_event')
          .values({ ...of, id: uuidv7(at), kind: 'mail.received', data: '{}' })
          .execute()
      })
    w.clock.advance(hour)
    await answer(false)
    expect(await open()).toBe(before + 1)
    await answer(true)
    expect(await open()).toBe(before)
  })
})
