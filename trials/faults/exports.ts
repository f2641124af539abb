import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { installation } from '../installation.ts'

const [few, all] = [20_000, 200_000]
/** What ten times the rows may add: garbage that was not collected yet. */
const mostMb = 120
/** Node collects garbage late where there is much memory; so little shows what is really held, and ends who holds all. */
const heapMb = 200

/** An export is written to the disk page by page and sent from there: its length must not show in the server's memory. */
describe('an export of 200,000 people', async () => {
  const { run, found, fetched, sql } = await installation({
    NODE_OPTIONS: `--max-old-space-size=${heapMb}`,
  })

  it('needs no more memory than one of 20,000, in each format', async () => {
    const { pid } = await run('start')
    await found()
    await sql(
      `insert into contact (workspace_id, id, name, email, city, country, job_title, created_via, status, created_at, changed_at)
       select (select workspace_id from workspace), md5('p' || n)::uuid, 'Person ' || n, 'p' || n || '@firm.example',
         case when n <= $2 then 'Bonn' else 'Ulm' end, 'DE', repeat('Head of everything ', 10), 'api', 'person', now(), now()
       from generate_series(1, $1::int) n`,
      [all, few],
      { before: 'set session_replication_role = replica' },
    )
    /** In MB; nothing of a server that is no more: the request that ended it fails. */
    const memory = async () => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
    }
    /** The most that the server held meanwhile, and how much it sent, in MB. */
    const peakOf = async (query: string) => {
      let [peak, bytes] = [0, 0]
      const watching = setInterval(async () => {
        peak = Math.max(peak, await memory())
      }, 20)
      const began = performance.now()
      try {
        for await (const part of await fetched(`/contacts/export?${query}`)) bytes += part.length
      } finally {
        clearInterval(watching)
      }
      return { peak, sent: bytes / 1e6, seconds: Math.round((performance.now() - began) / 1000) }
    }
    const bonn =
      'filter[match]=all&filter[items][0][field]=city&filter[items][0][operator]=is&filter[items][0][value]=Bonn'
    for (const format of ['csv', 'json', 'xlsx']) {
      const short = await peakOf(`format=${format}&${bonn}`)
      const long = await peakOf(`format=${format}`)
      console.log(
        `${format}: ${short.sent.toFixed(1)} MB with ${Math.round(short.peak)} MB of memory in ${short.seconds} s, ${long.sent.toFixed(1)} MB with ${Math.round(long.peak)} in ${long.seconds} s`,
      )
      expect(long.sent).toBeGreaterThan(8 * short.sent)
      expect(long.peak - short.peak).toBeLessThan(mostMb)
    }
  }, 3_600_000)
})
