// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    exchange_rate: {
      workspace_id: Generated<number>
      id: string
      currency: string
      day: string
      rate: number
      source: string
      created_at: Date
    }
    product: {
      workspace_id: Generated<number>
      id: string
      product_line_id: string
      external_id: string | null
      name: string
      name_key: ColumnType<string | null, never, never>
      series: string | null
      price_minor: number | null
      currency: string | null
      created_at: Date
      archived_at: Date | null
      deleted_at: Date | null
    }
    product_line: {
      workspace_id: Generated<number>
      id: string
      name: string
      is_default: boolean
      created_at: Date
      archived_at: Date | null
    }
  }
}

export {}
