import type { Wiring } from '#platform/registry'
import { forgetting } from './jobs.ts'

export const keysWiring: Wiring = {
  jobs: [forgetting],
  carried: [
    { table: 'api_key', out: true, why: 'Keys are secrets of where they were made: programs get new ones.' },
  ],
}
