import type { ChangeWords, LoggedRow, ReadChange } from '#platform/registry'
import { relatedNames } from './related.ts'
import { fieldsOf } from './store.ts'

const kinds: Partial<Record<string, ReadChange['kind']>> = { number: 'number', money: 'money', date: 'day' }

/** How changes of own fields read: by the label of the field, as its type is written. */
export const changedValues: ChangeWords = {
  table: 'field_value',
  read: async (db, rows) => {
    const fields = new Map((await fieldsOf(db, undefined, { archived: true })).map((it) => [it.id, it]))
    const stored = await db
      .selectFrom('field_value')
      .select(['id', 'field_id', 'record_id'])
      .where(
        'id',
        'in',
        rows.map(({ rowId }) => rowId),
      )
      .execute()
    const standing = new Map(stored.map((it) => [it.id, it]))
    const whose = (row: LoggedRow) => {
      const [own, there] = [row.after?.record_id ? row.after : row.before, standing.get(row.rowId)]
      const field = fields.get(String(own?.field_id ?? there?.field_id))
      const recordId = own?.record_id ?? there?.record_id
      return field && recordId ? { field, recordId: String(recordId) } : null
    }
    const named = new Map<string, string>()
    for (const record of ['contact', 'company', 'deal'] as const) {
      const ids = rows.flatMap((row) =>
        whose(row)?.field.relatesTo === record ? [row.before?.related_id, row.after?.related_id] : [],
      )
      const known = ids.flatMap((id) => (id ? [String(id)] : []))
      for (const { id, name } of await relatedNames(db, record, known)) named.set(id, name)
    }
    return new Map(
      rows.flatMap((row) => {
        const it = whose(row)
        if (!it) return []
        const { field, recordId } = it
        const say = (side: LoggedRow['before']): string | null => {
          if (!side) return null
          if (field.type === 'yesno') return numbered(side, (n) => (n === 1 ? 'Yes' : 'No'))
          if (side.related_id) return named.get(String(side.related_id)) ?? 'one that is gone'
          if (side.time_value) return String(side.time_value).slice(0, 10)
          return side.text_value ? String(side.text_value) : numbered(side, String)
        }
        const [from, to] = [say(row.before), say(row.after)]
        const { key, label, type, currency = null } = field
        const change = { field: `custom.${key}`, label, kind: kinds[type] ?? 'text', currency, from, to }
        const fieldsChanged = from === to ? [] : [{ ...change, several: type === 'choices' }]
        return [[row.seq, { record: field.record, recordId, fields: fieldsChanged }]]
      }),
    )
  },
}

const numbered = (side: Readonly<Record<string, unknown>>, say: (n: number) => string): string | null =>
  typeof side.number_value === 'number' ? say(side.number_value) : null
