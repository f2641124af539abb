// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    push_device: {
      workspace_id: Generated<number>
      id: string
      member_id: string
      endpoint: string
      p256dh: string
      auth: string
      name: string
      created_at: Date
      reached_at: Date | null
      failure: string | null
    }
    push_key: {
      id: number
      public_key: string
      private_key: string
      created_at: Date
    }
    push_message: {
      workspace_id: Generated<number>
      id: string
      device_id: string
      content: ColumnType<unknown, string, string>
      at: Date
      created_at: Date
      tries: Generated<number>
    }
  }
}

export {}
