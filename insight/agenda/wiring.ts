import type { Wiring } from '#platform/registry'
import { agendaJob, makeAgendaClock } from './job.ts'

export const feedbackWiring: Wiring = {
  founders: [makeAgendaClock],
  jobs: [agendaJob],
  notices: [{ kind: 'agenda', label: 'The agenda is written on Monday' }],
}
