import type { Wiring } from '#platform/registry'
import { deliveries, forgetting } from './jobs.ts'
import { settleListening } from './store.ts'

const why = 'Whoever listens knows the secret of where it was set up: webhooks are set up anew.'

export const webhooksWiring: Wiring = {
  carried: [
    { table: 'webhook_endpoint', out: true, why },
    { table: 'webhook_state', out: true, why },
    { table: 'webhook_message', out: true, why },
  ],
  jobs: [deliveries(), forgetting],
  notices: [{ kind: 'webhook_off', label: 'A webhook is switched off because nothing comes through' }],
  acts: [{ kind: 'webhooks', asks: ['webhooks.manage'] }],
  restored: [{ table: 'webhook_endpoint', run: (db) => settleListening(db) }],
}
