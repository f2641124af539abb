import { rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

const file = path.join(os.tmpdir(), `baton-no-folder-${process.pid}`)
await writeFile(file, '')
afterAll(() => rm(file))

/** What is set, and what must be said of it: the name, the value unless it may hold a password, what is right. */
const wrong: [string, string, RegExp][] = [
  ['PORT', 'eighty', /PORT is "eighty" and must be a whole number from 1 to 65535, such as 3000/],
  ['PORT', '70000', /PORT is "70000"/],
  ['PORT', '-1', /PORT is "-1"/],
  ['PORT', '3000.5', /PORT is "3000.5"/],
  ['PORT', '0x50', /PORT is "0x50"/],
  ['PUBLIC_PORT', ' ', /PUBLIC_PORT is " "/],
  ['PUBLIC_PORT', '3000', /PUBLIC_PORT is 3000, as PORT is/],
  ['HOST', 'http://localhost', /HOST is .* such as 127\.0\.0\.1/],
  ['BATON_DATA', file, /BATON_DATA is ".*" and must be a folder, and .* is a file/],
  ['BATON_DATA', path.join(file, 'below'), /BATON_DATA is .* can't be made, because .* is a file/],
  ['DATABASE_URL', 'mysql://me:hunter2@db/baton', /DATABASE_URL must be like postgres:\/\//],
  ['DATABASE_URL', 'postgres://me:hunter2@db', /DATABASE_URL must be like postgres:\/\//],
  [
    'BATON_URL',
    'baton.example.com',
    /BATON_URL is "baton.example.com" and must be a full address such as https/,
  ],
  ['BATON_URL', 'ftp://baton.example.com', /BATON_URL .* must be a full address/],
  ['BATON_URL', 'https://example.com/baton', /BATON_URL .* without a path/],
  [
    'BATON_PUBLIC_URL',
    'https://me:x@go.example.com',
    /BATON_PUBLIC_URL .* must not carry a name or password/,
  ],
  ['BATON_PUBLIC_URL', 'http://localhost:3001', /BATON_PUBLIC_URL .* needs another host name than BATON_URL/],
  ['SMTP_URL', 'mail.example.com:587', /SMTP_URL must be like smtps:\/\//],
  ['SMTP_URL', 'smtp://', /SMTP_URL must be like smtps:\/\//],
  ['MAIL_FROM', 'Baton', /MAIL_FROM is "Baton" and must be like Baton <baton@example.com>/],
  ['MAIL_FROM', 'a@b.example\r\nBcc: x@y.example', /MAIL_FROM/],
  ['BATON_TRUST_PROXY', 'true', /BATON_TRUST_PROXY is "true" and must name your proxy by address/],
  ['BATON_TRUST_PROXY', '10.0.0.0/99', /BATON_TRUST_PROXY/],
  ['BATON_SECRET', 'short hunter2', /BATON_SECRET must have at least 32 characters/],
  ['BATON_POOL', '0', /BATON_POOL is "0" and must be a whole number from 1 to 100/],
  ['BATON_POOL', 'many', /BATON_POOL is "many"/],
  ['LOG_LEVEL', 'loud', /LOG_LEVEL is "loud" and must be one of debug, info, warn, error, silent/],
]

describe('settings', () => {
  it.each(wrong)('%s=%j is refused with its name, its value and what is right', (name, value, says) => {
    const text = messageOf({ [name]: value })
    expect(text).toMatch(/^Baton can't start with these settings:\n/)
    expect(text).toMatch(says)
    expect(text).not.toContain('hunter2')
  })

  it('all wrong ones are named at once', () => {
    expect(messageOf({ PORT: 'x', LOG_LEVEL: 'y', SMTP_URL: 'z' }).split('\n')).toHaveLength(4)
  })

  it.each([
    [
      {},
      {
        port: 3000,
        adminUrl: 'http://localhost:3000',
        publicUrl: 'http://127.0.0.1:3001',
        trustProxy: false,
      },
    ],
    [
      { PORT: '8080', LOG_LEVEL: '' },
      { port: 8080, adminUrl: 'http://localhost:8080', logLevel: 'info' },
    ],
    [{ BATON_URL: 'https://b.example/' }, { adminUrl: 'https://b.example' }],
    [{ DATABASE_URL: 'postgres://u:p@db:5432/baton?sslmode=require' }, { databaseUrl: expect.any(String) }],
    [{ DATABASE_URL: 'postgresql:///baton?host=/var/run/postgresql' }, { databaseUrl: expect.any(String) }],
    [{ SMTP_URL: 'smtps://me%40x:p@mail.example:465' }, { smtpUrl: expect.any(String) }],
    [{ MAIL_FROM: 'The firm <hello@firm.example>' }, { mailFrom: 'The firm <hello@firm.example>' }],
    [{ BATON_TRUST_PROXY: '127.0.0.1, fd00::/8, loopback' }, { trustProxy: '127.0.0.1, fd00::/8, loopback' }],
    [{ BATON_POOL: '1' }, { pool: 1 }],
  ])('%j is right', (env, config) => {
    expect(readConfig(env as Record<string, string>)).toMatchObject(config)
  })
})

function messageOf(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('It was accepted')
}
