import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'
import { afterAll, describe, expect, it } from 'vitest'
import { freePort } from '#platform/ports'
import { installation, later } from './installation.ts'

const letters = 80
const soon = { timeout: 90_000, interval: 50 }

/**
 * A mail server outside of the process that is killed: what it took durably is joined with what the database says
 * afterwards.
 */
describe('kill -9 while letters go out', async () => {
  const taken: { to: string; messageId: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, { envelope }, done) => {
      let raw = ''
      stream.setEncoding('utf8').on('data', (text: string) => {
        raw += text
      })
      stream.on('end', async () => {
        await later(15) // time enough to be killed in
        taken.push({ to: envelope.rcptTo[0]!.address, messageId: /^Message-ID: (\S+)/im.exec(raw)![1]! })
        await later(15)
        done()
      })
    },
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  server.on('error', () => {}) // connections that broke with their process
  afterAll(() => new Promise<void>((done) => server.close(done)))
  const { run, end, found, sql } = await installation({
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'Baton <baton@firm.example>',
  })

  it('each is taken, none is lost, and at most the one under way twice, as the same mail', async () => {
    let running: ChildProcess = await run('start')
    await found()
    await sql(
      `insert into letter (workspace_id, id, kind, effect_key, to_address, subject, text_body, html_body, message_id, priority,
         state, attempts, not_before, expires_at, created_at, personal)
       select (select workspace_id from workspace), md5('letter' || n)::uuid, 'trial', 'trial:' || n, 'p' || n || '@firm.example', 'Hello',
         'Words', '<p>Words</p>', '<p' || n || '@baton.invalid>', 5, 'queued', 0, now(), now() + interval '1 day', now(), false
       from generate_series(1, $1::int) n`,
      [letters],
    )
    let kills = 0
    for (const many of [10, 30, 50]) {
      await expect.poll(() => taken.length, soon).toBeGreaterThan(many)
      await end(running, 'SIGKILL')
      kills++
      running = await run('start')
      // What the process had taken is taken up again when its lease has ended.
      await sql(`update letter set lease_until = now() where kind = 'trial' and lease_until is not null`)
    }
    const open = () =>
      sql<{ state: string }>(`select state from letter where kind = 'trial' and state <> 'accepted'`)
    await expect.poll(async () => (await open()).length, soon).toBe(0)
    const byTo = Map.groupBy(taken, ({ to }) => to)
    expect(byTo.size).toBe(letters)
    const twice = [...byTo.values()].filter((mails) => mails.length > 1)
    expect(twice.length).toBeLessThanOrEqual(kills)
    for (const mails of twice) expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1)
    expect(taken.length - byTo.size).toBeLessThanOrEqual(kills)
  }, 300_000)
})
