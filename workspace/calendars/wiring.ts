import type { Wiring } from '#platform/registry'
import { settleRestored } from './absences.ts'
import { deputyLeaver } from './leaving.ts'
import { makeDefaultCalendar } from './store.ts'
import { cancelled } from './taking-back.ts'

export const calendarsWiring: Wiring = {
  founders: [makeDefaultCalendar],
  leavers: [deputyLeaver],
  undoers: [cancelled],
  restored: [{ table: 'absence', run: settleRestored }],
  notices: [
    { kind: 'absence_asked', label: 'A colleague asks to be away, or is away from today on' },
    { kind: 'absence_decided', label: 'An absence of mine is granted or refused' },
    { kind: 'stands_in', label: 'I stand in for a colleague who is away' },
  ],
}
