import pg from 'pg'
import { sqlState } from './errors.ts'

const patienceMs = 5_000

/** Why the database at an address can't be used, as a sentence with what to do; null when it answers. */
export async function whyNoDatabase(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs })
  const { host, port, database, user } = client
  client.on('error', () => undefined) // after it answered, a broken connection is no finding
  try {
    await client.connect()
    return null
  } catch (error) {
    const at = `${host}:${port}`
    const { code } = error as NodeJS.ErrnoException
    const state = sqlState(error)
    if (state === '3D000')
      return `the server at ${at} has no database "${database}"; make it (createdb ${database}), or mend its name in DATABASE_URL`
    if (state?.startsWith('28'))
      return `the server at ${at} does not let "${user}" in; mend name and password in DATABASE_URL, or pg_hba.conf there`
    if (state === '53300' || state === '57P03')
      return `the server at ${at} takes no connection now (${(error as Error).message}); try again in a minute`
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
      return `there is no machine called ${host}; mend the host in DATABASE_URL`
    if (code === 'ECONNREFUSED' || code === 'ENOENT')
      return `no PostgreSQL listens at ${at}; start it, or mend host and port in DATABASE_URL`
    return `the server at ${at} does not answer as PostgreSQL does (${(error as Error).message}); look whether DATABASE_URL and the way there are right`
  } finally {
    await client.end().catch(() => undefined)
  }
}
