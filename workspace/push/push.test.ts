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

  it('of another firm go to whoever uses the browser now; one person has theirs of each firm', async () => {
    const [anna, other] = [await w.member('sales_rep'), await w.other()]
    const { device } = browser('of-two-firms')
    await anna.client.push.add(device)
    await other.client.push.add(device)
    await tell(anna.id, 'For Anna')
    expect(await go()).toEqual([])
    expect((await anna.client.push.get()).devices).toEqual([])
    expect((await other.client.push.get()).devices).toHaveLength(1)
    const userId = crypto.randomUUID()
    for (const [id, workspaceId] of [[anna.id, undefined] as const, [other.id, other.workspaceId] as const])
      await w.inside(
        (db) => db.updateTable('member').set({ user_id: userId }).where('id', '=', id).execute(),
        workspaceId,
      )
    await anna.client.push.add(device)
    await tell(anna.id, 'For Anna')
    expect(await go()).toEqual(['of-two-firms'])
    expect((await other.client.push.get()).devices).toHaveLength(1)
  })

  it('go to one alone of two people who add a browser at the same moment, in one firm or in two', async () => {
    const [anna, ben, other] = [await w.member('sales_rep'), await w.member('sales_rep'), await w.other()]
    for (let n = 0; n < 20; n++) {
      const { device } = browser(`at-once-${n}`)
      await Promise.all([anna, ben, other].map(({ client }) => client.push.add(device)))
      expect(await w.sql('select id from push_device where endpoint = $1', [device.endpoint])).toHaveLength(1)
      await w.sql('delete from push_device where endpoint = $1', [device.endpoint])
    }
  })

  it('are sent and noted also where another of the same moment can’t be', async () => {
    const anna = await w.member('sales_rep')
    for (const name of ['unwritable', 'slow-one']) await anna.client.push.add(browser(name).device)
    await w.sql(`create function broken() returns trigger language plpgsql as $$ begin
      if new.name = 'unwritable' then raise 'No room'; end if; return new; end $$`)
    await w.sql('create trigger broken before update on push_device for each row execute function broken()')
    await tell(anna.id, 'Both')
    const run = w.run(
      pushes(async (to) => {
        // Long enough for the other to be written down, in vain.
        if (to.endsWith('slow-one')) for (let n = 0; n < 20; n++) await w.sql('select 1')
        return { status: 201, headers: {}, body: Buffer.alloc(0), url: to }
      }),
    )
    await expect(run).rejects.toThrow('No room')
    await w.sql('drop trigger broken on push_device')
    const { devices } = await anna.client.push.get()
    expect(devices.map(({ name, reachedAt }) => [name, reachedAt !== null])).toEqual([
      ['unwritable', false],
      ['slow-one', true],
    ])
    await w.sql('delete from push_message')
  })

  it('are cut to what a device shows, and are no news after a day, nor the oldest of many', async () => {
    const anna = await w.member('sales_rep')
    const phone = browser('late')
    await anna.client.push.add(phone.device)
    await tell(anna.id, 'Of yesterday')
    w.clock.advance(25 * 3_600_000)
    await w.inside(async (db) => {
      const notice = { memberId: anna.id, kind: 'offered', body: '🎲'.repeat(5000), link: '/' }
      for (let n = 1; n <= 22; n++) await notify(db, { ...notice, title: `${n}` }, w.clock.now())
    })
    await go()
    const read = sent.map(({ body }) => phone.read(body))
    expect(read.map(({ title }) => Number(title)).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 3),
    )
    expect(sent.every(({ body }) => body.length <= 4096)).toBe(true)
    expect(read[0]!.body).toMatch(/^(🎲)+\ufffd?…$/u)
  })

  it('wait for no push service that hangs', async () => {
    const [anna, ben] = [await w.member('sales_rep'), await w.member('sales_rep')]
    await anna.client.push.add(browser('hangs').device)
    await ben.client.push.add(browser('answers').device)
    await tell(anna.id, 'Hangs')
    await tell(ben.id, 'Arrives')
    const [hold, arrived] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const run = w.run(
      pushes(async (to) => {
        if (to.endsWith('hangs')) await hold.promise
        else arrived.resolve()
        return { status: 201, headers: {}, body: Buffer.alloc(0), url: to }
      }),
    )
    await arrived.promise
    hold.resolve()
    await run
  })

  it('leave no sample firm', async () => {
    const other = await w.other()
    await other.client.push.add(browser('sample').device)
    await w.sql(
      `insert into sample_firm (workspace_id, state, seed, months, user_id, member_name, member_email, done, total, asked_at)
       values ($1, 'ready', 1, 1, gen_random_uuid(), 'x', 'x', 1, 1, now())`,
      [other.workspaceId],
    )
    await w.inside(
      (db) =>
        notify(
          db,
          { memberId: other.id, kind: 'offered', title: 'Played', body: '', link: '/' },
          w.clock.now(),
        ),
      other.workspaceId,
    )
    expect(await go()).toEqual([])
    expect(await w.sql('select id from push_message')).toEqual([])
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
