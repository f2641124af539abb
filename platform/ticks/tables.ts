// Generated from the catalog by `npm run generate`.
declare module '#platform/db' {
  interface Tables {
    job_lease: {
      name: string
      until: Date
      ran_at: Date | null
    }
  }
}

export {}
