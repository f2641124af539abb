import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/imports',
    title: 'Import',
    navArea: 'settings',
    navLabel: 'Import',
    navGroup: 'Data',
    order: 60,
    load: () => import('./screens/imports.tsx'),
  },
  {
    path: '/settings/imports/$id',
    title: 'Import',
    navArea: 'settings',
    load: () => import('./screens/import.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'import',
    label: 'Import a file',
    group: 'Do',
    words:
      'csv excel xlsx vcard vcf hubspot salesforce pipedrive zoho mailchimp outlook google upload bring in zip attachments',
    to: '/settings/imports',
  },
]

export const screens: Screens = { routes, commands }
