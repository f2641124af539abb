import type { Wiring } from '#platform/registry'

export const requestsWiring: Wiring = {
  notices: [
    { kind: 'content_asked', label: 'Sales asks for content' },
    { kind: 'content_answered', label: 'Content that I asked for is answered' },
  ],
}
