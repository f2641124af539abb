import type { Client } from 'pg'
import { dayInSql, dayMs, epoch, idInSql, idOf, people, rarely, type Value } from './people-ids.ts'

/** Every so many-th, counted from a number on. */
type Every = readonly [of: number, from: number]
const isOne = (n: number, every: readonly Every[]) => every.some(([of, from]) => n % of === from)
const oneInSql = (every: readonly Every[]) =>
  `(${every.map(([of, from]) => `n % ${of} = ${from}`).join(' or ')})`
type Whom = Readonly<Record<string, readonly Every[]>>
const whichOf = (whom: Whom, n: number) => Object.keys(whom).filter((key) => isOne(n, whom[key]!))

export const campaigns: Whom = {
  [idOf('ca', 0)]: [[5, 0]],
  [idOf('ca', 1)]: [[50, 3]],
  [idOf('ca', 2)]: [[rarely, 5]],
}
export const forms: Whom = {
  [idOf('fo', 0)]: [[8, 1]],
  [idOf('fo', 1)]: [[1000, 6]],
  [idOf('fo', 2)]: [[rarely, 8]],
}
const channels: Whom = {
  google: [[12, 2]],
  direct: [[12, 6]],
  fair: [[12, 10]],
  press: [[rarely, 9]],
}
export const stages = [0, 1, 2].map((n) => idOf('st', n))
const open: Every = [100, 8]
/** Who takes part in the deal of the one before them. */
const besides: Every = [1000, 9]
const closed: Whom = { won: [[40, 7]], lost: [[rarely, 11]] }
/** One did nothing at all, in a firm where as good as everybody wrote a mail. */
const idle: Every = [rarely, 13]
const acts: Whom = {
  'mail.received': [[1, 0]],
  'call.captured': [[3, 1]],
  'form.submitted': [
    [8, 1],
    [1000, 6],
  ],
  trial_started: [
    [500, 4],
    [70, 5],
  ],
  webinar_joined: [[rarely, 12]],
  'page.viewed': [[5, 1]],
}

const read: Whom = {
  'www.firm.example/prices': [[5, 1]],
  'shop.firm.example/prices': [[900, 3]],
  'www.firm.example/rare': [[rarely, 17]],
  ...Object.fromEntries(
    Array.from({ length: 50 }, (_, k) => [`www.firm.example/p/${k}`, [[100, 2 * k + 1]]]),
  ),
}
export const links: Whom = { [idOf('li', 0)]: [[8, 3]], [idOf('li', 1)]: [[rarely, 19]] }

const openStages = (n: number) => [
  ...(isOne(n, [open]) ? [stages[n % 3]!] : []),
  ...(isOne(n, [besides]) ? [stages[(n - 1) % 3]!] : []),
]

const lastOf = (n: number, kind: string) =>
  isOne(n, acts[kind]!) && !isOne(n, [idle]) ? epoch + (n % 1000) * dayMs : null

/** What other tables know of the n-th person, by the ids of the list's fields. */
export const around = {
  campaign: (n) => whichOf(campaigns, n),
  formSent: (n) => whichOf(forms, n),
  leadChannel: (n) => whichOf(channels, n),
  dealStage: openStages,
  dealState: (n) => [...(openStages(n).length > 0 ? ['open'] : []), ...whichOf(closed, n)],
  did: (n) => (isOne(n, [idle]) ? [] : whichOf(acts, n)),
  visitedPage: (n) => whichOf(read, n),
  followedLink: (n) => whichOf(links, n),
  'did.mail.received': (n) => lastOf(n, 'mail.received'),
  'did.call.captured': (n) => lastOf(n, 'call.captured'),
  'did.webinar_joined': (n) => lastOf(n, 'webinar_joined'),
} satisfies Record<string, (n: number) => Value>

/** Lays it into the tables, beside what must not be found: a deleted campaign and deals, spam, what programs did. */
export async function layAround(client: Pick<Client, 'query'>, w: number): Promise<void> {
  const of = (every: readonly Every[], more = 'true') =>
    `from generate_series(1, ${people}) n where ${oneInSql(every)} and ${more}`
  const [born, long] = [dayInSql('0'), dayInSql('n % 1000')]
  const each = [...Object.entries(campaigns), [idOf('ca', 3), [[6, 1]] as readonly Every[]] as const]
  for (const [k, [id, every]] of each.entries()) {
    await client.query(`
      insert into campaign (workspace_id, id, name, channel, code, from_day, to_day, created_at, changed_at, deleted_at)
      values (${w}, '${id}', 'Campaign ${k}', 'event', 'campaign-${k}', '2024-01-01', '2026-12-31', ${born}, ${born}, ${k === 3 ? born : 'null'})`)
    await client.query(`
      insert into participant (workspace_id, id, campaign_id, contact_id, status, via, added_at, status_since)
      select ${w}, ${idInSql('pa', `'${k}/' || n`)}, '${id}', ${idInSql('c', 'n')}, 'invited', 'member', ${born}, ${born} ${of(every)}`)
  }
  const { rows: lines } = await client.query<{ id: string }>(
    'select id from product_line where workspace_id = $1 limit 1',
    [w],
  )
  const line = lines[0]!.id
  for (const [k, [id, every]] of Object.entries(forms).entries()) {
    await client.query(`
      insert into form (workspace_id, id, slug, name, intent, product_line_id, state, live_version, created_at, changed_at)
      values (${w}, '${id}', 'form-${k}', 'Form ${k}', 'asks', '${line}', 'live', 1, ${born}, ${born})`)
    const sent = (word: string, all: readonly Every[], spam: string) => `
      insert into submission (workspace_id, id, form_id, version, nonce, subject_id, answers, source, claimed, spam, received_at)
      select ${w}, ${idInSql(word, `'${k}/' || n`)}, '${id}', 1, '${word}${k}/' || n, ${idInSql('s', 'n')}, '{}', '{}', false, ${spam}, ${long} ${of(all)}`
    await client.query(sent('su', every, 'null'))
    await client.query(`
      insert into sent_form (workspace_id, contact_id, form_id) select ${w}, ${idInSql('c', 'n')}, '${id}' ${of(every)}`)
    if (k === 0) await client.query(sent('sp', [[8, 2]], "'links'"))
  }
  for (const [channel, every] of Object.entries(channels))
    await client.query(`
      insert into lead (workspace_id, id, contact_id, product_line_id, state, evidence, channel, utm, click_ids, opened_at, last_act_at)
      select ${w}, ${idInSql('le', `'${channel}/' || n`)}, ${idInSql('c', 'n')}, '${line}', 'dormant', 'by_person', '${channel}', '{}', '{}', ${long}, ${long} ${of(every)}`)
  for (const [k, id] of stages.entries())
    await client.query(`
      insert into stage (workspace_id, id, name, position, probability, kind, created_at)
      values (${w}, '${id}', 'Stage ${k}', ${100 + k}, 50, 'open', ${born})`)
  const deals = (state: string, every: readonly Every[], deleted = 'null') => `
    insert into deal (workspace_id, id, name, contact_id, stage_id, state, position, currency, origin, created_at, changed_at, stage_since, recorded_at, deleted_at)
    select ${w}, ${idInSql('d', `'${state}/' || n`)}, 'Deal ' || n, ${idInSql('c', 'n')}, (array['${stages.join("', '")}'])[1 + n % 3]::uuid,
      '${state}', n, 'EUR', 'unknown', ${long}, ${long}, ${long}, ${long}, ${deleted} ${of(every)}`
  await client.query(deals('open', [open]))
  await client.query(deals('open', [[100, 50]], born))
  for (const [state, every] of Object.entries(closed)) await client.query(deals(state, every))
  await client.query(`
    insert into deal_contact (workspace_id, id, deal_id, contact_id)
    select ${w}, ${idInSql('dc', 'n')}, ${idInSql('d', "'open/' || n - 1")}, ${idInSql('c', 'n')} ${of([besides])}`)
  const done = (kind: string, word: string, every: readonly Every[], human: boolean) => `
    insert into journal_event (workspace_id, id, kind, subject_id, occurred_at, received_at, human, data)
    select ${w}, ${idInSql(word, `'${kind}/' || n`)}, '${kind}', ${idInSql('s', 'n')}, ${long}, ${long}, ${human}, '{}'
    ${of(every, `not ${oneInSql([idle])}`)}`
  const judged = (kind: string, word: string, every: readonly Every[], verdict: 'human' | 'machine') => `
    insert into verdict (workspace_id, id, event_id, verdict, evidence, known_at)
    select ${w}, ${idInSql('ve', `'${kind}/' || n`)}, ${idInSql(word, `'${kind}/' || n`)}, '${verdict}', 'bench', ${long} ${of(every, `not ${oneInSql([idle])}`)}`
  for (const [kind, every] of Object.entries(acts)) {
    // One that comes from a program as it seems, and is a person's after all; one the other way round.
    const isLate = kind === 'trial_started'
    await client.query(done(kind, 'ev', isLate ? every.slice(0, 1) : every, true))
    if (isLate) await client.query(done(kind, 'pr', [[7, 5]], false))
    if (isLate) await client.query(judged(kind, 'pr', every.slice(1), 'human'))
    await client.query(`
      insert into did (workspace_id, contact_id, kind, last_at)
      select ${w}, ${idInSql('c', 'n')}, '${kind}', ${long} ${of(every, `not ${oneInSql([idle])}`)}`)
  }
  await client.query(done('call.captured', 'ma', [[9, 2]], true))
  await client.query(judged('call.captured', 'ma', [[9, 2]], 'machine'))
  const came = (way: string, address: string, every: readonly Every[]) => `
    insert into visited (workspace_id, contact_id, way, address)
    select ${w}, ${idInSql('c', 'n')}, '${way}', ${address} ${of(every)}`
  for (const [page, every] of Object.entries(read)) {
    const path = page.indexOf('/')
    await client.query(came('page', `'${page.slice(path)} ${page.slice(0, path)}'`, every))
  }
  for (const [k, [id, every]] of Object.entries(links).entries()) {
    await client.query(`
      insert into tracked_link (workspace_id, id, campaign_id, token, page, source, medium, label, created_at, changed_at)
      values (${w}, '${id}', '${idOf('ca', 0)}', 'token-${k}', 'https://www.firm.example/', 'print', 'qr', 'Hall ${k}', ${born}, ${born})`)
    await client.query(came('link', `E'campaign-0\\nprint\\nqr\\nhall ${k}'`, every))
  }
  await client.query(`
    update standing s set acts = d.acts
    from (select workspace_id, contact_id, string_agg(kind, ' ' order by kind) as acts from did group by 1, 2) d
    where d.workspace_id = s.workspace_id and d.contact_id = s.contact_id`)
}
