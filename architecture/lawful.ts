// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts of source files

/** Each looks like a breach and is none. */
export const lawful: [title: string, file: string, text: string, more?: Record<string, string>][] = [
  [
    'downward by doors',
    'handover/routing/store.ts',
    `import { x } from '#sales/deals'\nimport '#people/contacts'`,
  ],
  ['beside, in one area', 'people/leads/store.ts', `import { find } from '#people/contacts'`],
  [
    'inside by path',
    'people/contacts/screens/a.tsx',
    `import { Page } from '#ui/shell'\nimport { r } from '../rule.ts'`,
  ],
  [
    'apps collect',
    'apps/wiring.ts',
    `import { w } from '#people/contacts/wiring'\nimport { r } from './router.ts'`,
  ],
  [
    'tests build a world',
    'people/contacts/contacts.test.ts',
    `import { world } from '#platform/testing'\nimport 'pg'`,
  ],
  ['the test house looks up', 'platform/testing/world.ts', `import { serve } from '../../apps/serve.ts'`],
  ['tools stand outside', 'bin/dev.ts', `import { openHouse } from '../apps/house.ts'\nimport 'rolldown'`],
  ['the one way out', 'platform/egress/egress.ts', `import { request } from 'undici'`],
  ['the browser asks', 'people/contacts/screens/a.tsx', `await fetch('/x'); query.refetch()`],
  ['an adapter', 'mail/accounts/adapters/imap.ts', `import { ImapFlow } from 'imapflow'`],
  [
    'types need no circle',
    'people/contacts/a.ts',
    `import type { L } from '#people/leads'`,
    {
      'people/leads/index.ts': `import { find } from '#people/contacts'`,
    },
  ],
  [
    'own tables',
    'sales/deals/store.ts',
    `db.updateTable('deal').from('contact as c'); db.deleteFrom('deal')`,
  ],
  ['read downward', 'handover/routing/a.ts', 'sql`select from deal d, form f, contact`; Buffer.from(deal)'],
  [
    'write, then read below',
    'sales/deals/a.ts',
    'sql`insert into deal select * from contact on conflict do update set a = 1`',
  ],
  ['a WITH hides a name', 'people/contacts/a.ts', 'sql`with deal as (select 1) select from deal`'],
  [
    'columns are no tables',
    'people/contacts/a.ts',
    'sql`select c.deal, form from contact c where form is distinct from deal`',
  ],
  ['comments and values', 'people/contacts/a.ts', "sql`select 'from deal' -- from deal\n from contact`"],
  ['locks', 'people/contacts/a.ts', 'sql`select from contact c for update of c skip locked`'],
  [
    'a sentence is no SQL',
    'people/contacts/a.ts',
    `label('Update the deal'); label('Select one'); say('taken from deal')`,
  ],
  [
    'subqueries',
    'people/contacts/a.ts',
    `const base = db.selectFrom('contact').as('b'); db.selectFrom(base)`,
  ],
  ['merge walks the catalog', 'people/merging/move.ts', 'sql`update ${sql.table(name)} set x = 1`'],
  ['tests look behind doors', 'people/contacts/a.test.ts', `w.sql('select * from deal')`],
]
