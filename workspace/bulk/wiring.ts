import type { Wiring } from '#platform/registry'
import { bulkJob } from './job.ts'

export const bulkWiring: Wiring = {
  jobs: [bulkJob],
  carried: [
    {
      table: 'bulk_act',
      only: `state in ('stopped', 'done')`,
      why: 'What goes on is done where it was asked for: what is left of it is asked for anew.',
    },
  ],
}
