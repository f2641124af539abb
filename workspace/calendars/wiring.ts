import type { Wiring } from '#platform/registry'
import { deputyLeaver } from './leaving.ts'
import { makeDefaultCalendar } from './store.ts'
import { cancelled } from './taking-back.ts'

export const calendarsWiring: Wiring = {
  founders: [makeDefaultCalendar],
  leavers: [deputyLeaver],
  undoers: [cancelled],
  notices: [
    { kind: 'absence_asked', label: 'A colleague asks to be away, or is away from today on' },
    { kind: 'absence_decided', label: 'An absence of mine is granted or refused' },
  ],
}
