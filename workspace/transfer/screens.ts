import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
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
export const commands: Command[] = [
  {
    id: 'import',
    label: 'Import a file',
    group: 'Do',
    words:
      'csv excel xlsx vcard vcf hubspot salesforce pipedrive zoho mailchimp outlook google upload bring in zip attachments',
    to: '/settings/imports',
  },
]
