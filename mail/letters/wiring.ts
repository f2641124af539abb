import type { CarryRule, Wiring } from '#platform/registry'
import { sendLetters } from './drain.ts'
import { tellOfLetters } from './telling.ts'

const carried: CarryRule[] = [
  {
    table: 'letter',
    only: 'subject_id is not null or personal',
    blank: { unsubscribe_url: null },
    why: 'What Baton wrote to members holds links that let them in; links in what people got belong to where it was sent from.',
  },
]

export const lettersWiring: Wiring = { jobs: [sendLetters, tellOfLetters], carried }
