// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts of source files
import type { Rule } from './law.ts'

/** Tables of a small house, for the plants below. */
export const migrations = {
  'people/contacts/migrations/1.sql':
    'create table contact (id uuid);\ncreate index on contact (id);\ncreate table auth.pass (id uuid);',
  'sales/deals/migrations/2.sql': 'create table deal (id uuid, foreign key (id) references contact (id));',
  'marketing/forms/migrations/3.sql': 'create table form (id uuid);',
  'people/standing/migrations/4.sql': 'create table standing (id uuid);',
}

export type Plant = [title: string, rule: Rule, file: string, text: string, more?: Record<string, string>]

/** Each breaks the law in one way; the test fails if the law stops noticing. */
export const planted: Plant[] = [
  // Calls to the world
  ['a call to the world', 'egress', 'workspace/webhooks/send.ts', `await fetch('https://a.example')`],
  ['a client of Node', 'egress', 'platform/http/x.ts', `import { request } from 'node:https'`],
  ['a client under ours', 'egress', 'people/contacts/adapters/x.ts', `import { request } from 'undici'`],
  // Levels and strangers
  ['upward', 'level', 'people/contacts/index.ts', `import { createDeal } from '#sales/deals'`],
  [
    'upward, only a type',
    'level',
    'people/contacts/store.ts',
    `import type { Deal } from '#sales/deals/contract'`,
  ],
  ['upward, re-exported', 'level', 'mail/letters/index.ts', `export * from '#workspace/members'`],
  [
    'upward, a type in place',
    'level',
    'mail/letters/send.ts',
    `type M = import('#workspace/members').Member`,
  ],
  ['upward by path', 'level', 'people/contacts/store.ts', `import { won } from '../../sales/deals/deal.ts'`],
  [
    'platform to the trade',
    'level',
    'platform/http/guard.ts',
    `import { identify } from '#workspace/members'`,
  ],
  ['platform to the screens', 'level', 'platform/http/guard.ts', `import { Page } from '#ui/shell'`],
  ['into the tools', 'level', 'people/contacts/store.ts', `import { x } from '../../bin/generate.ts'`],
  ['sideways', 'strangers', 'marketing/forms/routes.ts', `import { createDeal } from '#sales/deals'`],
  ['sideways, dynamic', 'strangers', 'sales/deals/jobs.ts', `const f = await import('#marketing/forms')`],
  [
    'sideways in a screen',
    'strangers',
    'sales/deals/screens/a.tsx',
    `import { F } from '#marketing/forms/screens'`,
  ],
  // Dynamic imports
  ['upward, dynamic', 'level', 'people/contacts/store.ts', `const d = await import('#sales/deals')`],
  [
    'upward, a worker thread',
    'level',
    'mail/letters/sign.ts',
    `new URL('../../sales/deals/w.ts', import.meta.url)`,
  ],
  ['computed', 'unreadable', 'people/contacts/store.ts', 'const d = await import(`#sales/${name}`)'],
  ['globbed', 'unreadable', 'people/contacts/store.ts', `const d = import.meta.glob('../../*/*/store.ts')`],
  ['required', 'level', 'people/contacts/store.ts', `const d = require('#sales/deals')`],
  ['not TypeScript', 'unreadable', 'people/contacts/store.ts', 'const = ;'],
  // Doors
  [
    'by path past the door',
    'door',
    'sales/deals/store.ts',
    `import { find } from '../../people/contacts/store.ts'`,
  ],
  ['by path to the door', 'door', 'people/leads/store.ts', `import { find } from '../contacts/index.ts'`],
  ['by alias past the door', 'door', 'sales/deals/store.ts', `import { find } from '#people/contacts/store'`],
  [
    'deeper than a door',
    'door',
    'sales/deals/store.ts',
    `import { find } from '#people/contacts/inner/contract'`,
  ],
  ['wiring, not by apps', 'door', 'sales/deals/index.ts', `import { w } from '#people/contacts/wiring'`],
  ['routes, not by apps', 'door', 'handover/routing/index.ts', `import { r } from '#people/contacts/routes'`],
  ['apps by alias', 'door', 'people/contacts/index.ts', `import { r } from '#apps/router'`],
  // Browser and server
  ['browser to server', 'side', 'people/contacts/screens/a.tsx', `import { find } from '#people/companies'`],
  ['screen to its own store', 'side', 'people/contacts/screens/a.tsx', `import { find } from '../store.ts'`],
  ['screen to Node', 'side', 'people/contacts/screens.ts', `import { readFile } from 'node:fs/promises'`],
  ['app shell to the server', 'side', 'apps/web/main.tsx', `import { serve } from '../serve.ts'`],
  ['a piece to the database', 'side', 'ui/table/index.ts', `import { sql } from 'kysely'`],
  ['a contract to Node', 'side', 'people/contacts/contract.ts', `import os from 'node:os'`],
  [
    'browser to server by a pure file',
    'side',
    'people/contacts/screens/a.tsx',
    `import { rule } from '../rule.ts'`,
    { 'people/contacts/rule.ts': `import { db } from '#platform/db'` },
  ],
  ['server to browser', 'side', 'people/contacts/index.ts', `import { P } from '#people/companies/screens'`],
  ['server to pieces', 'side', 'people/contacts/routes.ts', `import { Page } from '#ui/shell'`],
  [
    'production code to the test house',
    'side',
    'people/contacts/store.ts',
    `import { w } from '#platform/testing'`,
  ],
  // Third parties
  ['a package in a slice', 'package', 'people/contacts/store.ts', `import _ from 'lodash'`],
  ['a package in a slice, dynamic', 'package', 'mail/letters/send.ts', `await import('openai')`],
  ['pg outside the platform', 'package', 'people/contacts/store.ts', `import pg from 'pg'`],
  ['React in a rule', 'package', 'people/contacts/contact.ts', `import { useState } from 'react'`],
  ['a parser elsewhere', 'package', 'people/contacts/store.ts', `import { parse } from 'csv-parse/sync'`],
  // Circles
  [
    'a circle of two',
    'cycle',
    'people/contacts/store.ts',
    `import { link } from '#people/identity'`,
    { 'people/identity/link.ts': `import { find } from '#people/contacts'` },
  ],
  [
    'a circle of three, dynamic',
    'cycle',
    'people/contacts/store.ts',
    `import { link } from '#people/identity'`,
    {
      'people/identity/link.ts': `const l = await import('#people/leads')`,
      'people/leads/index.ts': `export { find } from '#people/contacts/contract'`,
    },
  ],
  // A stranger's table
  ['written by builder', 'write', 'handover/routing/store.ts', `db.updateTable('deal').set({})`],
  ['inserted with an alias', 'write', 'sales/deals/store.ts', `db.insertInto('contact as c').values({})`],
  ['deleted in a CTE', 'write', 'sales/deals/store.ts', `db.with('x', (q) => q.deleteFrom('contact'))`],
  ['written by the level above', 'write', 'apps/found.ts', `db.insertInto('contact')`],
  ['read upward by builder', 'read', 'people/contacts/store.ts', `db.selectFrom('deal as d').selectAll()`],
  ['read in a list', 'read', 'people/contacts/store.ts', `db.selectFrom(['contact', 'deal'])`],
  [
    'read sideways by a join',
    'read',
    'sales/deals/store.ts',
    `db.selectFrom('deal').leftJoin('form as f', 'a', 'b')`,
  ],
  [
    'read by the name of a constant',
    'read',
    'people/contacts/store.ts',
    `const t = 'deal'; db.selectFrom(t)`,
  ],
  [
    'read by a parameter',
    'read',
    'people/contacts/store.ts',
    `const gone = (t: 'contact' | 'deal') => db.selectFrom(t)`,
  ],
  ['known by its row type', 'read', 'people/contacts/store.ts', `type Row = Selectable<Tables['deal']>`],
  ['computed name', 'unreadable', 'people/contacts/store.ts', 'db.selectFrom(nameOf[kind])'],
  ['computed name in SQL', 'unreadable', 'people/contacts/store.ts', 'sql`delete from ${sql.table(name)}`'],
  [
    'read upward by SQL',
    'read',
    'people/contacts/store.ts',
    'sql`select 1 from contact c join deal d using (id)`',
  ],
  [
    'read in a comma list',
    'read',
    'people/contacts/store.ts',
    'sql`select 1 from unnest(${ids}) u(id), deal d`',
  ],
  ['read in a subquery', 'read', 'people/contacts/store.ts', 'sql`select (select max(id) from public.deal)`'],
  [
    'read by a fragment',
    'read',
    'people/contacts/store.ts',
    'sql`left join lateral (select from deal) x on true`',
  ],
  ['read by a quoted name', 'read', 'people/contacts/store.ts', 'sql`select from "deal"`'],
  ['named through sql.table', 'read', 'people/contacts/store.ts', "sql`select from ${sql.table('deal')}`"],
  ['read in a string', 'read', 'people/contacts/store.ts', `client.query('select id from deal')`],
  [
    'read in a sum of strings',
    'read',
    'people/contacts/store.ts',
    `query('select id ' + what + ' from ' + 'deal')`,
  ],
  [
    'read in a template',
    'read',
    'people/contacts/store.ts',
    'query(`with x as (select 1) select id from deal`)',
  ],
  ['computed in a string', 'unreadable', 'people/contacts/store.ts', 'query(`select id from ${table}`)'],
  ['written by SQL', 'write', 'sales/deals/store.ts', 'sql`insert into contact (id) select id from deal`'],
  ['updated by SQL', 'write', 'sales/deals/store.ts', 'sql<Row>`update only contact c set id = 1 from deal`'],
  [
    'deleted by SQL',
    'write',
    'handover/routing/a.ts',
    'sql`with x as (delete from standing using deal) select 1`',
  ],
  ['merged by SQL', 'write', 'sales/deals/store.ts', `query('merge into contact using deal on true')`],
  ['emptied by SQL', 'write', 'sales/deals/store.ts', `query('truncate table contact')`],
  ['filled by COPY', 'write', 'sales/deals/store.ts', `query('copy contact from stdin')`],
  ['sign-in table', 'write', 'sales/deals/store.ts', 'sql`update auth.pass set id = 1`'],
  [
    'changed by a migration',
    'write',
    'sales/deals/migrations/5.sql',
    'alter table contact add column x int;',
  ],
  [
    'filled by a migration',
    'write',
    'sales/deals/migrations/5.sql',
    'do $$ begin update contact set id = null; end $$;',
  ],
  ['indexed by a stranger', 'write', 'sales/deals/migrations/5.sql', 'create index x on contact (id);'],
  [
    'described by a stranger',
    'write',
    'sales/deals/migrations/5.sql',
    `comment on column contact.id is 'x';`,
  ],
  [
    'a foreign key upward',
    'refer',
    'people/leads/migrations/5.sql',
    'create table lead (id uuid references deal);',
  ],
  ['made twice', 'owner', 'people/leads/migrations/5.sql', 'create table if not exists deal (id uuid);'],
]
