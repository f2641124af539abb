import { conflict } from '#platform/http'
import type { Wiring } from '#platform/registry'
import { agreementJob, beginning } from './job.ts'

export const agreementWiring: Wiring = {
  jobs: [agreementJob],
  notices: [{ kind: 'agreement', label: 'An agreement waits for me, is signed, or starts' }],
  undoers: [
    {
      kind: beginning,
      undo: async () => {
        throw conflict('signed', 'Both sides signed this agreement. Sign the next one to change it.')
      },
    },
  ],
}
