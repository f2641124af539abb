import type { Job } from '#platform/registry'
import { longestWindowSeconds } from './auth.ts'

const hourMs = 3_600_000

/** The sign-in library forgets who asked how often only when the same place asks again. */
export const forgetAsking: Job = {
  name: 'sign-in.forget',
  everyMs: hourMs,
  run: async ({ database, clock }) => {
    const since = clock.now().getTime() - longestWindowSeconds * 1000
    await database.auth((db) => db.deleteFrom('auth.rateLimit').where('lastRequest', '<', since).execute())
  },
}
