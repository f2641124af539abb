import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

export type Way = { inApp: boolean; byMail: boolean; byPush: boolean }
const everyWay: Way = { inApp: true, byMail: true, byPush: true }

/** How members want to hear of kinds of notices; whoever has said nothing hears in all ways. */
export async function waysOf(
  db: Db,
  memberIds: readonly string[],
): Promise<(memberId: string, kind: string) => Way> {
  const rows = await db
    .selectFrom('notice_preference')
    .select(['member_id', 'kind', 'in_app', 'by_mail', 'by_push'])
    .where('member_id', 'in', [...new Set(memberIds)])
    .execute()
  const ways = new Map(
    rows.map((row) => [
      `${row.member_id} ${row.kind}`,
      { inApp: row.in_app, byMail: row.by_mail, byPush: row.by_push },
    ]),
  )
  return (memberId, kind) => ways.get(`${memberId} ${kind}`) ?? everyWay
}

export async function setWay(
  db: Db,
  it: { memberId: string; kind: string } & { [Name in keyof Way]?: boolean | undefined },
  now: Date,
): Promise<void> {
  const way = (await waysOf(db, [it.memberId]))(it.memberId, it.kind)
  await db
    .insertInto('notice_preference')
    .values({
      id: uuidv7(now),
      member_id: it.memberId,
      kind: it.kind,
      in_app: it.inApp ?? way.inApp,
      by_mail: it.byMail ?? way.byMail,
      by_push: it.byPush ?? way.byPush,
    })
    .onConflict((row) =>
      row.columns(['workspace_id', 'member_id', 'kind']).doUpdateSet((values) => ({
        in_app: values.ref('excluded.in_app'),
        by_mail: values.ref('excluded.by_mail'),
        by_push: values.ref('excluded.by_push'),
      })),
    )
    .execute()
}

export const hearsByMail = async (db: Db, memberId: string, kind: string): Promise<boolean> =>
  (await waysOf(db, [memberId]))(memberId, kind).byMail

export const wantByMail = (db: Db, memberId: string, kind: string, now: Date): Promise<void> =>
  setWay(db, { memberId, kind, byMail: true }, now)
