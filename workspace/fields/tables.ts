// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    field: {
      workspace_id: Generated<number>
      id: string
      record: 'contact' | 'company' | 'deal'
      key: string
      label: string
      type: 'text' | 'prose' | 'number' | 'money' | 'date' | 'choice' | 'choices' | 'yesno' | 'url' | 'email' | 'phone' | 'member' | 'relation'
      choices: Generated<string[]>
      currency: string | null
      role: Generated<'plain' | 'late' | 'outcome'>
      role_reason: string | null
      position: number
      created_at: Date
      archived_at: Date | null
      relates_to: 'contact' | 'company' | 'deal' | null
      formula: string | null
      rules: ColumnType<unknown, string, string>
    }
    field_computing: {
      workspace_id: Generated<number>
      id: string
      field_id: string
      after_id: string | null
      done: Generated<number>
      total: number
      started_at: Date
    }
    field_once: {
      workspace_id: Generated<number>
      field_id: string
      key: string
      record_id: string
    }
    field_value: {
      workspace_id: Generated<number>
      id: string
      field_id: string
      record_id: string
      text_value: string | null
      number_value: number | null
      time_value: Date | null
      place: Generated<number>
      text_key: ColumnType<string | null, never, never>
      related_id: string | null
    }
  }
}

export {}
