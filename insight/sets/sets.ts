import { type RawBuilder, sql } from 'kysely'

/** What the numbers are asked about: [from, to) and, if given, one source, campaign, form, product line or person. */
export type Filter = {
  from: Date
  to: Date
  /** Whose days they are, of what is spread over days; else the firm's of today. */
  zone?: string | undefined
  channel?: string | undefined
  campaignId?: string | undefined
  formId?: string | undefined
  productLineId?: string | undefined
  memberId?: string | undefined
  /** Only leads of people whom the caller sees. */
  ofSeen: boolean
}
export type View = 'cohort' | 'period'
/** What a row is; a movement opens its deal, a customer is a company or a person without one, a visit and a letter open their person. */
export type Unit =
  | 'lead'
  | 'handover'
  | 'offer'
  | 'deal'
  | 'movement'
  | 'customer'
  | 'cost'
  | 'visit'
  | 'letter'

/**
 * A countable set: its rows as `id, at, value` and group keys. Every number is a count or sum over such sets, and "show the
 * rows" reads the same set, so a number and what it opens can't differ.
 */
export type CountedSet = {
  key: string
  unit: Unit
  label: string
  rows: RawBuilder<unknown>
  /** What its rows say beside their group keys, so that it can be narrowed to one of it. */
  says?: 'origin' | 'reason'
  /** The same rows as taken from a query that many sets have in common: counted together, it is read once. */
  shared?: { name: string; query: RawBuilder<unknown>; rows: RawBuilder<unknown> }
}

/** Rows over a query in common; by themselves they read it in place. */
export const over = (
  name: string,
  query: RawBuilder<unknown>,
  rowsOf: (from: RawBuilder<unknown>) => RawBuilder<unknown>,
): Required<Pick<CountedSet, 'rows' | 'shared'>> => ({
  rows: rowsOf(sql`(${query})`),
  shared: { name, query, rows: rowsOf(sql.ref(name)) },
})

/** The filter as conditions; the row of the lead is called `l`. What has no lead is of no source, campaign or form. */
export function narrowed(
  filter: Filter,
  { line, member }: { line: string; member: string },
): RawBuilder<unknown> {
  const { channel, campaignId, formId, productLineId, memberId } = filter
  return sql`
    ${channel === undefined ? sql`` : sql`and coalesce(l.channel, 'unknown') = ${channel}`}
    ${campaignId === undefined ? sql`` : sql`and l.campaign_key = (select k.code_key from campaign k where k.id = ${campaignId} and k.deleted_at is null)`}
    ${formId === undefined ? sql`` : sql`and l.form_id = ${formId}`}
    ${productLineId === undefined ? sql`` : sql`and ${sql.ref(line)} = ${productLineId}`}
    ${memberId === undefined ? sql`` : sql`and ${sql.ref(member)} = ${memberId}`}`
}
