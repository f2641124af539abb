import { lazy } from 'react'
import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/sales/conversations',
    title: 'Conversations',
    navArea: 'sales',
    navLabel: 'Conversations',
    order: 15,
    load: () => import('./screens/conversations.tsx'),
  },
  {
    path: '/sales/conversations/unknown',
    title: 'Unknown senders',
    navArea: 'sales',
    load: () => import('./screens/unknown.tsx'),
  },
  {
    path: '/sales/conversations/$id',
    title: 'Conversation',
    navArea: 'sales',
    load: () => import('./screens/conversation.tsx'),
  },
  {
    path: '/settings/my-mail',
    title: 'My mail',
    navArea: 'settings',
    navLabel: 'My mail',
    navGroup: 'You',
    order: 6,
    load: () => import('./screens/own.tsx'),
  },
]
const panels: Panel[] = [
  { slot: 'home', order: 17, load: () => import('./screens/on-home.tsx') },
  { slot: 'contact', order: 12, load: () => import('./screens/on-contact.tsx') },
  { slot: 'deal', order: 5, load: () => import('./screens/on-deal.tsx') },
]
const commands: Command[] = [
  {
    id: 'conversations',
    label: 'Conversations',
    group: 'Go to',
    words: 'mail inbox replies answers',
    to: '/sales/conversations',
  },
  {
    id: 'my-mail',
    label: 'My mail',
    group: 'Go to',
    words: 'signature bcc forward address',
    to: '/settings/my-mail',
  },
]
/** Opens a mail to a person, for screens above. */
export const WriteButton = lazy(async () => ({ default: (await import('./screens/write.tsx')).WriteButton }))

export const screens: Screens = { routes, panels, commands }
