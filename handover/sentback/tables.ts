// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    send_back_word: {
      workspace_id: Generated<number>
      id: string
      handover_id: string
      word: 'agreed' | 'contested' | 'nurture' | 'upheld' | 'overruled'
      actor: string
      by_rule: Generated<boolean>
      text: string | null
      until: string | null
      at: Date
    }
  }
}

export {}
