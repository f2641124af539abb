import type { Wiring } from '#platform/registry'
import { deliveries, forgetting } from './jobs.ts'
import { settleListening } from './store.ts'

export const webhooksWiring: Wiring = {
  jobs: [deliveries(), forgetting],
  notices: [{ kind: 'webhook_off', label: 'A webhook is switched off because nothing comes through' }],
  acts: [{ kind: 'webhooks', asks: ['webhooks.manage'] }],
  restored: [{ table: 'webhook_endpoint', run: (db) => settleListening(db) }],
}
