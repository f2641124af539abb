import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { installation, later } from '../installation.ts'

const soon = { timeout: 30_000, interval: 100 }

/** A mail server that takes everything and counts it. */
async function mailServer() {
  let taken = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let inMail = false
    const say = (text: string) => socket.write(`${text}\r\n`)
    say('220 sink')
    socket.on('error', () => sockets.delete(socket))
    socket.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\r\n')) {
        if (inMail && line === '.') {
          inMail = false
          taken++
          say('250 taken')
        } else if (inMail || line === '') continue
        else if (line === 'DATA') {
          inMail = true
          say('354 go on')
        } else say(line === 'QUIT' ? '221 bye' : '250 sink')
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address() as { port: number }
  return { url: `smtp://127.0.0.1:${address.port}`, taken: () => taken }
}

describe('a second installation of the same firm', async () => {
  const mail = await mailServer()
  const env = { SMTP_URL: mail.url }
  const one = await installation()
  const file = path.join(one.folder, 'all.backup')
  const [restored, copy] = [await installation(env), await installation(env)]
  let key = ''
  type Silence = { silentSince: string | null }

  it('restored from a backup made under load holds one moment: whole people, all that were there before', async () => {
    await one.run('start')
    key = await one.found()
    const known: string[] = []
    let isLoaded = true
    const load = [0, 1, 2].map(async (lane) => {
      for (let n = 0; isLoaded; n++) {
        const email = `p${lane}-${n}@firm.example`
        await one.ask('POST', '/captures', { kind: 'call', name: `Person ${n}`, email, asks: true })
        known.push(email)
      }
    })
    await expect.poll(() => known.length, soon).toBeGreaterThan(60)
    const before = [...known]
    const made = JSON.parse(await one.cli('backup', file, '--json')) as { tables: number; rows: number }
    const during = known.length - before.length
    isLoaded = false
    await Promise.all(load)
    expect(during).toBeGreaterThan(10)

    expect(JSON.parse(await restored.cli('restore', file, '--json'))).toMatchObject(made)
    await restored.run('start')
    restored.speakAs(key)
    const rows = await restored.sql<{ email: string; made_with: number[] }>(`
      select c.email, array[
        (select count(*) from lead l where l.contact_id = c.id),
        (select count(*) from standing s where s.contact_id = c.id),
        (select count(*) from identity i join subject s on s.id = i.subject_id where i.contact_id = c.id),
        (select count(*) from identity i join journal_event e on e.subject_id = i.subject_id
          where i.contact_id = c.id and e.human)]::int[] as made_with
      from contact c`)
    expect(rows.map(({ made_with }) => made_with)).toEqual(rows.map(() => [1, 1, 1, 1]))
    const emails = rows.map(({ email }) => email)
    expect(emails).toEqual(expect.arrayContaining(before))
    expect(known.length - emails.length).toBeGreaterThan(0)
  }, 120_000)

  /** Every letter there is, due again. */
  const allDue = `set session_replication_role = replica;
    update letter set state = 'queued', lease_until = null, not_before = now(), finished_at = null, expires_at = now() + interval '1 day'`
  const states = async (it: typeof restored) =>
    (await it.sql<{ state: string }>('select distinct state from letter')).map(({ state }) => state)

  it('writes to nobody until an owner confirms it', async () => {
    await restored.ask('POST', '/invitations', { email: 'ben@firm.example', role: 'sales_rep' })
    await restored.sql(allDue)
    await expect.poll(() => states(restored), soon).toEqual(['held'])
    await later(2_500)
    expect(mail.taken()).toBe(0)
    expect((await restored.ask<Silence>('GET', '/installation')).silentSince).not.toBeNull()
    await restored.ask('POST', '/installation/confirmation')
    await expect.poll(() => states(restored), soon).toEqual(['accepted'])
    expect(mail.taken()).toBeGreaterThan(0)
  }, 60_000)

  it('copied with its folder writes to nobody, neither from its server nor from a worker alone', async () => {
    await restored.stopAll()
    const sent = mail.taken()
    await copy.copyFrom(restored)
    const worker = await copy.run('worker')
    await copy.sql(allDue)
    await expect.poll(() => states(copy), soon).toEqual(['held'])
    await copy.end(worker, 'SIGTERM')
    await copy.run('start')
    copy.speakAs(key)
    await copy.sql(allDue)
    await expect.poll(() => states(copy), soon).toEqual(['held'])
    expect((await copy.ask<Silence>('GET', '/installation')).silentSince).not.toBeNull()
    expect(mail.taken()).toBe(sent)
    await restored.run('start')
    expect((await restored.ask<Silence>('GET', '/installation')).silentSince).toBeNull()
  }, 120_000)
})

describe('an installation on a server of its own (DATABASE_URL)', () => {
  const server = JSON.parse(process.env.BATON_TEST_SOCKET!) as {
    host: string
    port: number
    superuser: string
  }
  const ask = async <T extends pg.QueryResultRow>(database: string, text: string): Promise<T[]> => {
    const client = new pg.Client({ ...server, user: server.superuser, database })
    await client.connect()
    const { rows } = await client.query<T>(text)
    await client.end()
    return rows
  }
  const made: string[] = []
  const make = async (template: string) => {
    const name = `machines_${process.pid}_${made.length}`
    await ask('postgres', `create database ${name} template ${template} strategy file_copy`)
    made.push(name)
    return name
  }
  afterAll(async () => {
    for (const name of made) await ask('postgres', `drop database ${name} with (force)`)
  })
  /** A machine with a folder of its own. */
  const machine = (name: string) =>
    installation({
      DATABASE_URL: `postgres://localhost/${name}?${new URLSearchParams({ host: server.host, port: String(server.port), user: server.superuser })}`,
    })
  const isSilent = async (name: string) => {
    const rows = await ask<{ since: Date | null }>(name, 'select silent_since as since from installation')
    return rows.map(({ since }) => since !== null)
  }

  it('works from several machines; a copy of its database is silent, from a server and from a worker alone', async () => {
    const first = await make('template_baton')
    const [one, two] = [await machine(first), await machine(first)]
    await Promise.all([one.run('start'), two.run('worker')])
    expect(await isSilent(first)).toEqual([false])
    await Promise.all([one.stopAll(), two.stopAll()])

    const copies = [await make(first), await make(first)]
    const [three, four] = [await machine(copies[0]!), await machine(copies[1]!)]
    await Promise.all([three.run('start'), four.run('worker')])
    expect([await isSilent(copies[0]!), await isSilent(copies[1]!)]).toEqual([[true], [true]])
    await Promise.all([three.stopAll(), four.stopAll()])
  }, 120_000)
})
