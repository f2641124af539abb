import type { Wiring } from '#platform/registry'
import { noticeLetters } from './jobs.ts'

export const noticesWiring: Wiring = { jobs: [noticeLetters] }
