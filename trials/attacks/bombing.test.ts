import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { formPage } from './form-page.ts'

/** A form used against the one whose address is typed into it, or against the firm (29). */
describe('a form that is sent and sent again', async () => {
  const w = await world({ proxied: true })
  const { client } = w.owner
  await client.members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep')
  let places = 0
  const somewhere = () => ({ 'x-forwarded-for': `198.51.${100 + (++places >> 8)}.${places & 255}` })
  const published = async (name: string, intent: 'asks' | 'newsletter') => {
    const { id } = await client.forms.create({ name, intent })
    await client.forms.publish({ id })
    return { id, ...(await formPage(w, id)) }
  }
  const lettersTo = async (address: string) => (await w.letters()).filter((it) => it.to_address === address)
  /** Pages opened first and sent later: a robot with patience, from as many places as it likes. */
  const bomb = async (
    form: Awaited<ReturnType<typeof published>>,
    times: number,
    values: Record<string, string>,
  ) => {
    const pages = []
    for (let n = 0; n < times; n++) pages.push(await form.open(somewhere()))
    w.clock.advance(10_000)
    const statuses: number[] = []
    for (const send of pages) statuses.push((await send(values)).status)
    return statuses
  }

  it('from forty places writes one letter to the address, and makes one person', async () => {
    const form = await published('News', 'newsletter')
    const statuses = await bomb(form, 40, { email: 'victim@firm.example', consent: 'yes' })
    expect(new Set(statuses)).toEqual(new Set([303]))
    expect(await lettersTo('victim@firm.example')).toHaveLength(1)
    expect((await client.contacts.list({ q: 'victim@firm.example' })).rows).toHaveLength(1)
    w.clock.advance(86_400_000)
    await bomb(form, 3, { email: 'VICTIM@firm.example', consent: 'yes' })
    expect(await lettersTo('victim@firm.example')).toHaveLength(2)
  })

  it('writes three letters a day to an address, however many forms there are', async () => {
    for (let n = 0; n < 6; n++)
      await bomb(await published(`News ${n}`, 'newsletter'), 2, { email: 'all@firm.example', consent: 'yes' })
    expect(await lettersTo('all@firm.example')).toHaveLength(3)
  })

  it('asking for sales thirty times is one lead, one handover, one call to make', async () => {
    const form = await published('Ask us', 'asks')
    await bomb(form, 30, { name: 'Many', email: 'many@firm.example', message: 'Call me' })
    await w.pump()
    await w.tick('notice letters')
    const [person] = (await client.contacts.list({ q: 'many@firm.example' })).rows
    expect((await client.leads.list({ contactId: person!.id })).rows).toHaveLength(1)
    expect((await client.handovers.list({ contactId: person!.id })).rows).toHaveLength(1)
    expect((await anna.client.notices.list({})).rows.length).toBeLessThanOrEqual(2)
    expect(await lettersTo('many@firm.example')).toEqual([])
  })

  it('from one place is told to wait after twenty a minute, while others get through', async () => {
    const { at } = await published('Busy', 'asks')
    const send = async (from: string) =>
      (
        await fetch(at, {
          method: 'POST',
          headers: { 'x-forwarded-for': from },
          body: new URLSearchParams({ name: 'x' }),
        })
      ).status
    const one = []
    for (let n = 0; n < 25; n++) one.push(await send('192.0.2.1'))
    expect(one.slice(0, 20)).not.toContain(429)
    expect(one.slice(20)).toEqual([429, 429, 429, 429, 429])
    expect(await send('192.0.2.2')).toBe(422)
    // A single connection is given 2^64 addresses of IPv6.
    const six = []
    for (let n = 0; n < 25; n++) six.push(await send(`2001:db8:1:2::${n}`))
    expect(six.slice(20)).toEqual([429, 429, 429, 429, 429])
    expect(await send('2001:db8:1:3::1')).toBe(422)
  })
})
