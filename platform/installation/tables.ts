// Generated from the catalog by `npm run generate`.
declare module '#platform/db' {
  interface Tables {
    installation: {
      id: number
      fingerprint: string
      silent_since: Date | null
      silent_reason: string | null
      created_at: Date
    }
  }
}

export {}
