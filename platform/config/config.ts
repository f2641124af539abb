import { statSync } from 'node:fs'
import path from 'node:path'
import ipaddr from 'ipaddr.js'

export type Config = {
  port: number
  publicPort: number
  host: string
  dataFolder: string
  databaseUrl?: string
  adminUrl: string
  publicUrl: string
  smtpUrl?: string
  mailFrom: string
  /** Hosts of the operator's own network that may be reached, as a mail server. */
  trustedHosts: string[]
  trustProxy: boolean | string
  secret?: string
  pool?: number
  logLevel: (typeof logLevels)[number]
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const

/** What a setting must be, in words: null if it is. Values that may hold a password are never repeated. */
type Rule = { wrong: (text: string) => string | null; secret?: boolean }

const whole = (least: number, most: number, example: string): Rule => ({
  wrong: (text) =>
    /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most
      ? null
      : `must be a whole number from ${least} to ${most}, such as ${example}`,
})
const address = (example: string): Rule => ({
  wrong: (text) => {
    const url = URL.parse(text)
    if (!url || !/^https?:$/.test(url.protocol)) return `must be a full address such as ${example}`
    if (url.pathname !== '/' || url.search || url.hash)
      return `must be an address without a path, such as ${example}: Baton needs a host name of its own`
    return url.username ? `must not carry a name or password; write ${example}` : null
  },
})

const rules: Record<string, Rule> = {
  PORT: whole(1, 65_535, '3000'),
  PUBLIC_PORT: whole(1, 65_535, '3001'),
  HOST: {
    wrong: (text) =>
      ipaddr.isValid(text) || isHost(text)
        ? null
        : 'must be the address to listen on, such as 127.0.0.1 or 0.0.0.0',
  },
  BATON_DATA: { wrong: wrongFolder },
  DATABASE_URL: {
    secret: true,
    wrong: (text) => {
      const url = URL.parse(text)
      return url && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1
        ? null
        : 'must be like postgres://user:password@host:5432/database; leave it out for the database that Baton brings'
    },
  },
  BATON_URL: address('https://baton.example.com'),
  BATON_PUBLIC_URL: address('https://go.example.com'),
  SMTP_URL: {
    secret: true,
    wrong: (text) => {
      const url = URL.parse(text)
      return url && /^smtps?:$/.test(url.protocol) && url.hostname
        ? null
        : 'must be like smtps://user:password@mail.example.com (smtp:// without TLS from the start); special characters in name and password are written %40'
    },
  },
  MAIL_FROM: {
    wrong: (text) =>
      /^[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/.test(text)
        ? null
        : 'must be like Baton <baton@example.com>',
  },
  BATON_TRUSTED_HOSTS: {
    wrong: (text) =>
      text.split(',').every((part) => ipaddr.isValid(part.trim()) || isHost(part.trim()))
        ? null
        : 'must name hosts of your own network that Baton may speak with, such as mail.internal, several with commas',
  },
  BATON_TRUST_PROXY: {
    wrong: (text) =>
      text.split(',').every((part) => isProxy(part.trim()))
        ? null
        : 'must name your proxy by address or network, such as 127.0.0.1 or 10.0.0.0/8, several with commas: whoever is named here is believed about where a request comes from',
  },
  BATON_SECRET: {
    secret: true,
    wrong: (text) =>
      text.length >= 32 ? null : 'must have at least 32 characters, such as `openssl rand -base64 48` prints',
  },
  BATON_POOL: whole(1, 100, '6'),
  LOG_LEVEL: {
    wrong: (text) =>
      (logLevels as readonly string[]).includes(text) ? null : `must be one of ${logLevels.join(', ')}`,
  },
}

function wrongFolder(text: string): string | null {
  const full = path.resolve(text)
  if (text.includes('\0')) return 'must be the path of a folder'
  const there = statSync(full, { throwIfNoEntry: false })
  if (there) return there.isDirectory() ? null : `must be a folder, and ${full} is a file`
  // A file in the way: it can never be made.
  for (let above = path.dirname(full); ; above = path.dirname(above)) {
    const it = statSync(above, { throwIfNoEntry: false })
    if (it) return it.isDirectory() ? null : `can't be made, because ${above} is a file`
    if (above === path.dirname(above)) return null
  }
}

const isHost = (text: string) => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text)

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  return text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text) && !/^\d+$/.test(text)
}

/** Throws one error that names every wrong setting, what it is and what is right. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = (name: string) => env[name] || undefined
  const wrong = Object.entries(rules).flatMap(([name, { wrong: why, secret }]) => {
    const text = given(name)
    const problem = text === undefined ? null : why(text)
    return problem ? [`${name}${secret ? '' : ` is ${JSON.stringify(text)} and`} ${problem}`] : []
  })
  refuse(wrong)
  const port = Number(given('PORT') ?? 3000)
  const publicPort = Number(given('PUBLIC_PORT') ?? 3001)
  const origin = (name: string, otherwise: string) => new URL(given(name) ?? otherwise).origin
  const adminUrl = origin('BATON_URL', `http://localhost:${port}`)
  const publicUrl = origin('BATON_PUBLIC_URL', `http://127.0.0.1:${publicPort}`)
  refuse(together({ port, publicPort, adminUrl, publicUrl }))
  const optional = <K extends string, V>(key: K, value: V | undefined) =>
    (value === undefined ? {} : { [key]: value }) as { [key in K]?: V }
  const pool = given('BATON_POOL')
  return {
    port,
    publicPort,
    host: given('HOST') ?? '127.0.0.1',
    dataFolder: path.resolve(given('BATON_DATA') ?? './data'),
    adminUrl,
    publicUrl,
    mailFrom: given('MAIL_FROM') ?? `Baton <baton@${new URL(publicUrl).hostname}>`,
    trustedHosts: (given('BATON_TRUSTED_HOSTS') ?? '')
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter(Boolean),
    trustProxy: given('BATON_TRUST_PROXY') ?? false,
    logLevel: (given('LOG_LEVEL') ?? 'info') as Config['logLevel'],
    ...optional('databaseUrl', given('DATABASE_URL')),
    ...optional('smtpUrl', given('SMTP_URL')),
    ...optional('secret', given('BATON_SECRET')),
    ...optional('pool', pool === undefined ? undefined : Number(pool)),
  } as Config
}

/** What is wrong only together. Admin and public must differ in host: ports don't isolate cookies. */
function together(it: { port: number; publicPort: number; adminUrl: string; publicUrl: string }): string[] {
  if (it.port === it.publicPort)
    return [
      `PUBLIC_PORT is ${it.publicPort}, as PORT is; the pages for strangers need a port of their own, such as 3001`,
    ]
  return new URL(it.adminUrl).hostname === new URL(it.publicUrl).hostname
    ? [
        `BATON_PUBLIC_URL is "${it.publicUrl}" and needs another host name than BATON_URL (${it.adminUrl}), because browsers share cookies between ports of one host`,
      ]
    : []
}

function refuse(wrong: string[]): void {
  if (wrong.length > 0)
    throw new Error(`Baton can't start with these settings:\n${wrong.map((line) => `  ${line}`).join('\n')}`)
}
