import path from 'node:path'
import { z } from 'zod'

const port = z.coerce.number({ error: 'must be a port number, 0 to 65535' }).int().min(0).max(65_535)
const address = z
  .string()
  .refine(
    (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''),
    'must be a full address such as https://baton.example.com',
  )
  .transform((text) => new URL(text).origin)

const environment = z.object({
  PORT: port.default(3000),
  PUBLIC_PORT: port.default(3001),
  HOST: z.string().default('127.0.0.1'),
  BATON_DATA: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  BATON_URL: address.optional(),
  BATON_PUBLIC_URL: address.optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z.string().optional(),
  BATON_TRUST_PROXY: z.string().optional(),
  BATON_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  BATON_POOL: z.coerce.number().int().min(1).max(100).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

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
  trustProxy: boolean | string
  secret?: string
  pool?: number
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** Throws one error that names every wrong setting. Admin and public must differ in host: ports don't isolate cookies. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`Baton can't start with these settings:\n${lines.join('\n')}`)
  }
  const it = parsed.data
  const adminUrl = it.BATON_URL ?? `http://localhost:${it.PORT}`
  const publicUrl = it.BATON_PUBLIC_URL ?? `http://127.0.0.1:${it.PUBLIC_PORT}`
  if (new URL(adminUrl).hostname === new URL(publicUrl).hostname) {
    throw new Error(
      "Baton can't start with these settings:\n  BATON_PUBLIC_URL: needs another host name than BATON_URL, because browsers share cookies between ports of one host",
    )
  }
  return {
    port: it.PORT,
    publicPort: it.PUBLIC_PORT,
    host: it.HOST,
    dataFolder: path.resolve(it.BATON_DATA),
    adminUrl,
    publicUrl,
    mailFrom: it.MAIL_FROM ?? `Baton <baton@${new URL(publicUrl).hostname}>`,
    trustProxy: it.BATON_TRUST_PROXY ?? false,
    logLevel: it.LOG_LEVEL,
    ...(it.DATABASE_URL && { databaseUrl: it.DATABASE_URL }),
    ...(it.SMTP_URL && { smtpUrl: it.SMTP_URL }),
    ...(it.BATON_SECRET && { secret: it.BATON_SECRET }),
    ...(it.BATON_POOL && { pool: it.BATON_POOL }),
  }
}
