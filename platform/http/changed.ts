import type { RawBuilder } from 'kysely'
import { changedRecords, withMargin } from '#platform/db'
import { decodeCursor, encodeCursor } from './cursor.ts'
import type { Inside } from './guard.ts'

/** One page of what changed: the living as they are shown, the gone by their ids, and where to go on, also at the end. */
export async function changesPage<Row>(
  { db, actor }: Pick<Inside, 'db' | 'actor'>,
  of: { record: 'contact' | 'company' | 'deal'; living: RawBuilder<unknown>; merges: boolean },
  input: { updated_since?: Date | undefined; cursor?: string | undefined; limit: number },
  shown: (ids: string[]) => Promise<Row[]>,
) {
  const [number, from] = input.cursor ? decodeCursor(input.cursor, 'bigint', 'instant?') : ['0', null]
  const begun = from === null ? null : new Date(from)
  const since = input.cursor || !input.updated_since ? begun : withMargin(input.updated_since)
  const after = Number(number)
  const { records, more } = await changedRecords(db, {
    ...of,
    ...{ after, since, most: input.limit, reach: actor.reach },
  })
  return {
    rows: await shown(records.filter(({ isThere }) => isThere).map(({ id }) => id)),
    gone: records.filter(({ isThere }) => !isThere).map(({ id, at, mergedInto }) => ({ id, at, mergedInto })),
    next: encodeCursor([records.at(-1)?.number ?? after, since?.toISOString() ?? null]),
    more,
  }
}
