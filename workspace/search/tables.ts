// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    search_entry: {
      workspace_id: Generated<number>
      id: string
      record: string
      owner_id: string | null
      title: string
      title_key: ColumnType<string | null, never, never>
      subtitle: string
      words: string
      of_id: string | null
      body: string | null
      mail: Generated<string>
      rest: Generated<string>
    }
    search_word: {
      workspace_id: Generated<number>
      word: string
      id: string
    }
  }
}

export {}
