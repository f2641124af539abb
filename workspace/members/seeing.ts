import { asSeenBy, type Db } from '#platform/db'
import { type Permission, ROLES, type Role } from './permissions.ts'
import { activeMembers } from './store.ts'

/** Colleagues who may sign in, with what they may and how far they see, as when they ask for themselves. */
export type Colleague = {
  id: string
  name: string
  email: string | null
  role: Role
  may: (permission: string) => boolean
  reach: { members: string[]; unowned: boolean } | undefined
}

export async function colleagues(db: Db): Promise<Colleague[]> {
  const all = await activeMembers(db)
  return all.map(({ id, name, email, role, visibility, team_id }) => ({
    ...{ id, name, email, role },
    may: (permission) => ROLES[role].includes(permission as Permission),
    reach:
      visibility === 'all'
        ? undefined
        : {
            members: [
              ...new Set([
                id,
                ...(visibility === 'team' && team_id
                  ? all.filter((it) => it.team_id === team_id).map((it) => it.id)
                  : []),
              ]),
            ].sort(),
            unowned: visibility === 'team',
          },
  }))
}

/** Members parted by how far they see: what is asked for one is answered for all of a part. */
export function alikeInReach(
  all: readonly Colleague[],
): { reach: Colleague['reach']; some: readonly Colleague[] }[] {
  const parts = Map.groupBy(all, ({ reach }) => JSON.stringify(reach ?? null))
  return [...parts.values()].map((some) => ({ reach: some[0]!.reach, some }))
}

/** Those who would find it. */
export async function whoSees(
  db: Db,
  all: readonly Colleague[],
  isThere: () => Promise<boolean>,
): Promise<Colleague[]> {
  const seeing = new Set<Colleague>()
  for (const { reach, some } of alikeInReach(all))
    if (await asSeenBy(db, reach, isThere)) for (const one of some) seeing.add(one)
  return all.filter((one) => seeing.has(one))
}
