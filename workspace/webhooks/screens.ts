import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/webhooks',
    title: 'Webhooks',
    navArea: 'settings',
    navLabel: 'Webhooks',
    navGroup: 'System',
    order: 76,
    load: () => import('./screens/webhooks.tsx'),
  },
  {
    path: '/settings/webhooks/$id',
    title: 'Webhook',
    navArea: 'settings',
    load: () => import('./screens/webhook.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'webhooks',
    label: 'Webhooks',
    group: 'Go to',
    words: 'api events integration zapier n8n program listen',
    to: '/settings/webhooks',
  },
]

export const screens: Screens = { routes, commands }
