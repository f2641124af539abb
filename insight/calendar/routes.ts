import { implement } from '@orpc/server'
import { DateTime } from 'luxon'
import { type Entry as Asked, guard, invalid } from '#platform/http'
import { firmZone } from '#workspace/members'
import { calendarContract, type Entry, type EntryKind } from './contract.ts'
import { entryOf, sources } from './sources.ts'

const os = implement(calendarContract).$context<Asked>().use(guard)

const longestDays = 100
const mostOfAKind = 1000

export const calendar = os.router({
  entries: os.entries.handler(async ({ context: { db, now, actor }, input: { from, to } }) => {
    const zone = await firmZone(db)
    const first = DateTime.fromISO(from, { zone })
    const after = DateTime.fromISO(to, { zone }).plus({ days: 1 })
    const days = after.diff(first, 'days').days
    if (!(days > 0 && days <= longestDays))
      throw invalid('bad_period', `Ask for one to ${longestDays} days.`, {
        fields: { to: 'Choose another day' },
      })
    const span = {
      ...{ from, to, zone, now },
      ...{ start: first.toJSDate(), end: after.toJSDate(), limit: mostOfAKind + 1 },
    }
    const seen = sources.filter(({ may }) => actor.permissions.has(may))
    const rows: Entry[] = []
    const cut: EntryKind[] = []
    for (const { kind, find } of seen) {
      const found = await find(db, span)
      if (found.length > mostOfAKind) cut.push(kind)
      rows.push(...found.slice(0, mostOfAKind).map((one) => entryOf(kind, one)))
    }
    rows.sort(
      (a, b) =>
        compare(a.from, b.from) ||
        compare(a.time ?? '', b.time ?? '') ||
        compare(a.title, b.title) ||
        compare(a.key, b.key),
    )
    const today = DateTime.fromJSDate(now, { zone }).toISODate()!
    return { zone, today, kinds: seen.map(({ kind }) => kind), cut, rows }
  }),
})

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
