import { createHash } from 'node:crypto'
import { productLines } from '#catalogue/products'
import { type Agreement, agreementInForce } from '#handover/agreed'
import { type AgreementContent, termsShape } from '#handover/agreed/contract'
import { seamInForce } from '#handover/handovers'
import { type DefinitionVersion, definitions } from '#handover/scoring'
import type { Db } from '#platform/db'
import { capacitiesAt } from '#workspace/calendars'
import { activeMembers, membersOf } from '#workspace/members'
import type { Names } from './articles.ts'

/** What holds now, written as an agreement: the one in force brought up to date with who is there, or the settings. */
export async function contentNow(db: Db, now: Date): Promise<AgreementContent> {
  const agreed = await agreementInForce(db)
  const inForce = (await definitions(db)).filter(({ fromAt, toAt }) => fromAt && !toAt)
  const lines = new Set((await productLines(db)).map(({ id }) => id))
  const takers = (await activeMembers(db)).filter((member) => member.takes_leads)
  const capacities = await capacitiesAt(db, now)
  const terms = termsShape.parse(agreed?.content ?? (await seamInForce(db)))
  return {
    ...terms,
    weekly: terms.weekly.filter(({ productLineId }) => lines.has(productLineId)),
    definitions: inForce
      .filter(({ productLineId }) => lines.has(productLineId))
      .map(({ productLineId, id }) => ({ productLineId, definitionId: id })),
    receivers: takers.map(({ id }) => ({ memberId: id, perWeek: capacities.get(id) ?? null })),
  }
}

export async function namesFor(db: Db): Promise<Names> {
  const lines = await db.selectFrom('product_line').select(['id', 'name']).execute()
  return {
    lines: new Map(lines.map(({ id, name }) => [id, name])),
    members: new Map((await membersOf(db)).map(({ id, name }) => [id, name])),
    definitions: new Map(
      (await definitions(db)).map(({ id, version, lanes, definition: { enter } }) => [
        id,
        { version, lanes, enter },
      ]),
    ),
  }
}

/** The same for the same content, whatever the order of its keys. */
function canonical(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  )
}

/** What a signature is given to: the terms, the start, and what each definition says word by word. */
export function hashOf(
  { number, content, startsOn }: Pick<Agreement, 'number' | 'content' | 'startsOn'>,
  all: readonly DefinitionVersion[],
): string {
  const named = new Set(content.definitions.map(({ definitionId }) => definitionId))
  const texts = all
    .filter(({ id }) => named.has(id))
    .map(({ id, lanes, definition }) => ({ id, lanes, definition }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify(canonical({ number, content, startsOn, texts })))
    .digest('hex')
}
