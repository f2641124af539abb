import { sql } from 'kysely'
import { isUuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { holdersOf, ledBy, othersAmong, saidOnce } from '#workspace/fields'
import type { Read } from './reading.ts'

export type Known = Awaited<ReturnType<typeof knownBy>>[number]

/** `speaks`: it says what is there only once. */
type Found = { there: Known | undefined; problem: string | null; deal: Read; speaks: boolean }

/** Which deals rows are about, by themselves and as others of the file name them. */
export async function knownAmong(db: Db, ready: readonly Read[]) {
  const said = await saidOnce(db, 'deal', ready)
  const holders = await holdersOf(db, 'deal', said.flat())
  const led = [...holders.values()].flatMap(({ who }) => who.map(({ id }) => id))
  const rows = await knownBy(
    db,
    [...ready.flatMap(({ externalId, renews }) => [externalId ?? [], renews ?? []].flat()), ...led],
    ready.flatMap(({ importKey }) => importKey ?? []),
  )
  const known = new Map(
    rows.flatMap((row) => [
      [row.external_id ?? row.id, row] as const,
      ...(row.import_key ? [[row.import_key, row] as const] : []),
    ]),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const isOther = await othersAmong(
    db,
    rows.map(({ id }) => id),
    said.flat(),
  )
  const find = (deal: Read, n: number): Found => {
    const numbered = deal.externalId === null ? undefined : known.get(deal.externalId)
    const { id, problem } = ledBy(said[n]!, holders, [
      { words: `“${deal.externalId}”`, who: numbered ? [numbered] : [] },
    ])
    const alike = known.get(deal.importKey ?? '')
    const isAnother = alike !== undefined && isOther(alike.id, said[n]!)
    return {
      there: numbered ?? byId.get(id ?? '') ?? (isAnother ? undefined : alike),
      problem: deal.problem ?? problem,
      deal: isAnother ? { ...deal, importKey: null } : deal,
      speaks: said[n]!.length > 0,
    }
  }
  return { known, find }
}

async function knownBy(db: Db, externalIds: readonly string[], keys: readonly string[]) {
  const ours = externalIds.filter(isUuidv7)
  return db
    .selectFrom('deal')
    .select([
      'id',
      'external_id',
      'import_key',
      'company_id',
      'currency',
      'owner_id',
      'renews_id',
      'contact_id',
      'one_off_minor',
      'recurring_minor',
      'term_months',
      'expected_close',
      'name',
      'stage_id',
    ])
    .select((it) =>
      it
        .selectFrom('deal_product')
        .whereRef('deal_product.workspace_id', '=', 'deal.workspace_id')
        .whereRef('deal_product.deal_id', '=', 'deal.id')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .as('products'),
    )
    .where(
      sql<boolean>`(external_id = any(${externalIds}::text[]) or id = any(${ours}::uuid[]) or import_key = any(${keys}::text[]))`,
    )
    .where('deleted_at', 'is', null)
    .execute()
}
