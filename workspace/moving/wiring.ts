import type { Wiring } from '#platform/registry'
import { dropOld, writeExports } from './jobs.ts'

export const movingWiring: Wiring = {
  jobs: [writeExports, dropOld],
  carried: [
    { table: 'firm_export', out: true, why: 'Files like this one, on the disk of where they were made.' },
  ],
}
