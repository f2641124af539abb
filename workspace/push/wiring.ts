import type { Wiring } from '#platform/registry'
import { pushes } from './jobs.ts'

export const pushWiring: Wiring = {
  jobs: [pushes()],
  carried: [
    { table: 'push_device', out: true, why: 'A browser agreed to hear from one installation, by its key.' },
    { table: 'push_message', out: true, why: 'On its way to a browser that agreed there.' },
  ],
}
