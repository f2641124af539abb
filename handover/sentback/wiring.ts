import { takenBackAsWhole } from '#handover/handovers'
import type { Wiring } from '#platform/registry'
import { answerCalledFor, decisionCalledFor } from './acts.ts'
import { sendBackRoutes } from './mail-answer.ts'
import { unansweredStep } from './step.ts'

export const sentBackWiring: Wiring = {
  pump: [unansweredStep],
  undoers: [
    takenBackAsWhole('sendBacks.answer', answerCalledFor),
    takenBackAsWhole('sendBacks.decide', decisionCalledFor),
  ],
  notices: [
    { kind: 'contested', label: 'Marketing contests a send-back' },
    { kind: 'contest_decided', label: 'A contest that concerns me is decided' },
  ],
  public: sendBackRoutes,
}
