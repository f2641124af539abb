import type { Wiring } from '#platform/registry'
import { sendLetters } from './drain.ts'

export const lettersWiring: Wiring = { jobs: [sendLetters] }
