import { useMemo } from 'react'
import type { client } from '#ui/client'
import { formatDate } from '#ui/format'
import { useUrlParts } from '#ui/shell'

export type Asked = NonNullable<Parameters<typeof client.audit.export>[0]>
type Names = { members: ReadonlyMap<string, string>; kinds: ReadonlyMap<string, string> }

export const records: Record<NonNullable<Asked['record']>, string> = {
  contact: 'People',
  company: 'Companies',
  deal: 'Deals',
  task: 'Tasks',
  note: 'Notes',
  file: 'Files',
  lead: 'Leads',
  handover: 'Handovers',
  campaign: 'Campaigns',
  form: 'Forms',
  product: 'Products',
  field: 'Own fields',
  member: 'Members',
}
export const nobody = { programs: 'A program (API key)', baton: 'Baton itself' }
const parts = ['by', 'kind', 'record', 'from', 'until', 'undoable'] as const
type Part = (typeof parts)[number]

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text)

/** What narrows the log, kept in the address, so that it can be sent to a colleague; a word that nobody knows counts as none. */
export function useLogFilter() {
  const [url, change] = useUrlParts()
  const filter = useMemo((): Asked => {
    const { by, kind, record, from, until }: Partial<Record<string, string>> = Object.fromEntries(url)
    return {
      ...(by && (by in nobody || /^[0-9a-f-]{36}$/.test(by)) && { by }),
      ...(kind && { kind }),
      ...(record && record in records && { record: record as Asked['record'] }),
      ...(from && isDay(from) && { from }),
      ...(until && isDay(until) && { until }),
      ...(url.get('undoable') === '1' && { undoable: true }),
    }
  }, [url])
  return {
    filter,
    narrows: Object.keys(filter).length > 0,
    set: (name: Part, value: string | null) => change({ [name]: value || null }),
    clear: () => change(Object.fromEntries(parts.map((name) => [name, null]))),
  }
}

const dayOf = (day: string) => formatDate(new Date(`${day}T12:00:00Z`))

/** The filter in words: “by Mara, of deals, from 1 Nov 2026”. */
export function filterSaid({ by, kind, record, from, until, undoable }: Asked, names: Names): string {
  const who = by && (by in nobody ? nobody[by as keyof typeof nobody] : (names.members.get(by) ?? 'somebody'))
  return [
    kind && `“${names.kinds.get(kind) ?? kind}”`,
    who && `by ${who}`,
    record && `of ${records[record].toLowerCase()}`,
    from && `from ${dayOf(from)}`,
    until && `until ${dayOf(until)}`,
    undoable && 'that can be taken back',
  ]
    .filter(Boolean)
    .join(', ')
}
