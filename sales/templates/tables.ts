// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    mail_template: {
      workspace_id: Generated<number>
      id: string
      name: string
      subject: string
      text: string
      member_id: string
      created_at: Date
      changed_at: Date
    }
  }
}

export {}
