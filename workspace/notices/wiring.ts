import type { Wiring } from '#platform/registry'
import { noticeLetters } from './jobs.ts'
import { muteRoutes } from './mute.ts'

export const noticesWiring: Wiring = { jobs: [noticeLetters], public: muteRoutes }
