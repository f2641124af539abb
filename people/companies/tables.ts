// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    company: {
      workspace_id: Generated<number>
      id: string
      external_id: string | null
      name: string
      name_key: ColumnType<string | null, never, never>
      domain: string | null
      domain_key: ColumnType<string | null, never, never>
      sector: string | null
      employees: number | null
      revenue_minor: number | null
      city: string | null
      country: string | null
      parent_id: string | null
      owner_id: string | null
      created_at: Date
      changed_at: Date
      deleted_at: Date | null
      merged_into: string | null
      sector_key: ColumnType<string | null, never, never>
      city_key: ColumnType<string | null, never, never>
      country_key: ColumnType<string | null, never, never>
      erased_at: Date | null
    }
    company_domain: {
      workspace_id: Generated<number>
      id: string
      company_id: string
      domain: string
    }
    company_fact_version: {
      workspace_id: Generated<number>
      id: string
      company_id: string
      field: string
      value: ColumnType<unknown, string | null | undefined, string | null>
      known_at: Date
      until: Date | null
    }
    company_setting: {
      workspace_id: Generated<number>
      id: string
      joins_by_domain: boolean
    }
    company_tag: {
      workspace_id: Generated<number>
      id: string
      company_id: string
      name: string
      name_key: ColumnType<string | null, never, never>
    }
    free_mail_domain: {
      workspace_id: Generated<number>
      id: string
      domain: string
    }
  }
}

export {}
