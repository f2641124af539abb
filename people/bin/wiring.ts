import type { Undoer, Wiring } from '#platform/registry'
import { emptyBin } from './jobs.ts'

const forGood = (kind: string): Undoer => ({
  kind,
  refuses: {
    reason: 'erased',
    message: 'What went from the bin is not kept anywhere, so nothing brings it back.',
  },
})

export const binWiring: Wiring = { jobs: [emptyBin], undoers: [forGood('bin.erase'), forGood('bin.empty')] }
