// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    contact: {
      workspace_id: Generated<number>
      id: string
      external_id: string | null
      first_name: string | null
      last_name: string | null
      name: string
      name_key: ColumnType<string | null, never, never>
      email: string | null
      email_key: ColumnType<string | null, never, never>
      phone: string | null
      phone_key: string | null
      job_title: string | null
      company_id: string | null
      city: string | null
      city_key: ColumnType<string | null, never, never>
      country: string | null
      owner_id: string | null
      created_via: string
      status: 'target' | 'person' | 'customer'
      bars: Generated<string[]>
      created_at: Date
      changed_at: Date
      deleted_at: Date | null
      merged_into: string | null
      company_by_domain: string | null
      job_title_key: ColumnType<string | null, never, never>
      country_key: ColumnType<string | null, never, never>
      erased_at: Date | null
    }
    contact_arrival: {
      workspace_id: Generated<number>
      id: string
      contacts: string[]
      facts: string
      at: Date
    }
    contact_number: {
      workspace_id: Generated<number>
      id: string
      contact_id: string
      number: string
    }
    contact_tag: {
      workspace_id: Generated<number>
      id: string
      contact_id: string
      tag_id: string
    }
    fact_version: {
      workspace_id: Generated<number>
      id: string
      contact_id: string
      field: string
      value: ColumnType<unknown, string | null | undefined, string | null>
      known_at: Date
      until: Date | null
    }
    tag: {
      workspace_id: Generated<number>
      id: string
      name: string
      name_key: ColumnType<string | null, never, never>
      created_at: Date
    }
  }
}

export {}
