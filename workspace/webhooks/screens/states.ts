import type { client } from '#ui/client'
import type { Accent } from '#ui/theme'

export type Endpoint = Awaited<ReturnType<typeof client.webhooks.get>>
export type Message = Awaited<ReturnType<typeof client.webhooks.messages>>['rows'][number]

/** How an endpoint is doing, in a few words. */
export function stateOf(it: Endpoint): { label: string; accent: Accent } {
  if (it.offBecause === 'gone') return { label: 'Off: it said that it is gone', accent: 'red' }
  if (it.offBecause === 'failing') return { label: 'Off: nothing came through', accent: 'red' }
  if (!it.isOn) return { label: 'Off', accent: 'gray' }
  if (it.failingSince) return { label: 'Nothing comes through', accent: 'amber' }
  return it.deliveredAt ? { label: 'Works', accent: 'green' } : { label: 'Nothing sent yet', accent: 'gray' }
}

export const messageStates: Record<Message['state'], { label: string; accent: Accent }> = {
  waiting: { label: 'Waiting', accent: 'gray' },
  delivered: { label: 'Delivered', accent: 'green' },
  failed: { label: 'Failed', accent: 'red' },
}
