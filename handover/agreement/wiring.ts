import type { Undoer, Wiring } from '#platform/registry'
import type { agreementContract } from './contract.ts'
import { agreementJob, beginning } from './job.ts'

const acts = [
  'draft',
  'save',
  'discard',
  'sign',
  'unsign',
  'callOff',
] satisfies (keyof typeof agreementContract)[]

const refusing = (kind: string, reason: string, message: string): Undoer => ({
  kind,
  refuses: { reason, message },
})

export const agreementWiring: Wiring = {
  jobs: [agreementJob],
  notices: [{ kind: 'agreement', label: 'An agreement waits for me, is signed, or starts' }],
  undoers: [
    refusing(beginning, 'signed', 'Both sides signed this agreement. Sign the next one to change it.'),
    ...acts.map((act) =>
      refusing(
        `agreement.${act}`,
        'not_undone',
        'What was read and signed is not put back unseen. Change the draft, take your signature back, or call the agreement off.',
      ),
    ),
  ],
}
