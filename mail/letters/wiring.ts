import type { Wiring } from '#platform/registry'
import { sendLetters } from './drain.ts'
import { tellOfLetters } from './telling.ts'

export const lettersWiring: Wiring = { jobs: [sendLetters, tellOfLetters] }
