import { createECDH, randomBytes } from 'node:crypto'
import ece from 'http_ece'
import { describe, expect, it } from 'vitest'
import { silence } from '#platform/installation'
import { world } from '#platform/testing'
import { notify } from '#workspace/notices'
import { pushes } from './jobs.ts'
import { deviceName } from './screens/subscription.ts'

/** A browser as a push service knows it: only it can read what is sent to it. */
function browser(name: string) {
  const ecdh = createECDH('prime256v1')
  const [p256dh, secret] = [ecdh.generateKeys('base64url'), randomBytes(16)]
  return {
    device: {
      name,
      endpoint: `https://push.example/${name}`,
      p256dh,
      auth: secret.toString('base64url'),
    },
    read: (body: Uint8Array) =>
      JSON.parse(
        ece
          .decrypt(Buffer.from(body), {
            version: 'aes128gcm',
            privateKey: ecdh,
            authSecret: secret.toString('base64url'),
          })
          .toString(),
      ) as Record<string, string>,
  }
}

describe('notices on devices', async () => {
  const w = await world()
  const sent: { to: string; headers: Record<string, string>; body: Uint8Array }[] = []
  const answers = new Map<string, number>()
  const job = pushes(async (to, { headers = {}, body } = {}) => {
    sent.push({ to, headers, body: body as Uint8Array })
    return { status: answers.get(to) ?? 201, headers: {}, body: Buffer.alloc(0), url: to }
  })
  // As a browser does before it subscribes.
  await w.owner.client.push.get()
  const go = async () => {
    sent.length = 0
    await w.run(job)
    return sent.map(({ to }) => to.slice('https://push.example/'.length))
  }
  const tell = (memberId: string, title: string) =>
    w.inside((db) =>
      notify(db, { memberId, kind: 'offered', title, body: 'Body', link: '/handovers/1' }, w.clock.now()),
    )

  it('reach each of one’s own, readable by that browser alone', async () => {
    const [anna, ben] = [await w.member('sales_rep'), await w.member('sales_rep')]
    const [phone, desk] = [browser('anna-phone'), browser('anna-desk')]
    for (const { device } of [phone, desk]) await anna.client.push.add(device)
    await ben.client.push.add(browser('ben').device)
    await tell(anna.id, 'Müller asks for sales')
    expect((await go()).toSorted()).toEqual(['anna-desk', 'anna-phone'])
    const { headers, body } = sent.find(({ to }) => to.endsWith('phone'))!
    expect(phone.read(body)).toMatchObject({ title: 'Müller asks for sales', link: '/handovers/1' })
    expect(() => desk.read(body)).toThrow()
    const { publicKey } = await anna.client.push.get()
    expect(headers.authorization).toContain(`k=${publicKey}`)
    expect((await ben.client.push.get()).publicKey).toBe(publicKey)
    expect(await go()).toEqual([])
  })

  it('are not sent of a kind that a member does not want there', async () => {
    const anna = await w.member('sales_rep')
    await anna.client.push.add(browser('quiet').device)
    await anna.client.notices.setPreference({ kind: 'offered', byPush: false })
    await tell(anna.id, 'Not there')
    expect(await go()).toEqual([])
    expect(await anna.client.notices.unread()).toEqual({ count: 1 })
  })

  it('forget a browser that no longer wants any, and try again where the service stumbled', async () => {
    const anna = await w.member('sales_rep')
    for (const name of ['gone', 'slow']) await anna.client.push.add(browser(name).device)
    answers.set('https://push.example/gone', 410).set('https://push.example/slow', 503)
    await tell(anna.id, 'Once')
    expect((await go()).toSorted()).toEqual(['gone', 'slow'])
    expect((await anna.client.push.get()).devices).toMatchObject([
      { name: 'slow', failure: 'The push service answered 503.' },
    ])
    expect(await go()).toEqual([])
    answers.clear()
    w.clock.advance(61_000)
    expect(await go()).toEqual(['slow'])
    expect((await anna.client.push.get()).devices).toMatchObject([{ failure: null }])
  })

  it('go to whoever uses the browser now, and to nobody who left', async () => {
    const [anna, ben] = [await w.member('sales_rep'), await w.member('sales_rep')]
    const { device } = browser('shared')
    await anna.client.push.add(device)
    await tell(anna.id, 'For Anna, on its way')
    const { id } = await ben.client.push.add(device)
    expect(await go()).toEqual([])
    expect((await anna.client.push.get()).devices).toEqual([])
    await expect(anna.client.push.remove({ id })).rejects.toMatchObject({ status: 404 })
    await tell(anna.id, 'For Anna')
    await tell(ben.id, 'For Ben')
    await w.inside((db) =>
      db.updateTable('member').set({ status: 'left' }).where('id', '=', ben.id).execute(),
    )
    expect(await go()).toEqual([])
    expect(await w.sql('select * from push_device where id = $1', [id])).toEqual([])
  })

  it('are sent by no copy that nobody has confirmed', async () => {
    const anna = await w.member('sales_rep')
    await anna.client.push.add(browser('silent').device)
    await tell(anna.id, 'Held')
    await silence(w.database, 'A copy', w.clock)
    expect(await go()).toEqual([])
    await w.sql('delete from installation')
    expect(await go()).toEqual(['silent'])
  })

  it('refuse an address that is none of a push service', async () => {
    for (const endpoint of ['http://push.example/1', 'https://', 'file:///etc/passwd'])
      await expect(w.owner.client.push.add({ ...browser('x').device, endpoint })).rejects.toMatchObject({
        status: 400,
      })
  })
})

it.each([
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1',
    'Safari on iPhone',
  ],
  ['something else', 'A browser'],
])('calls %s %s', (agent, name) => expect(deviceName(agent)).toBe(name))
