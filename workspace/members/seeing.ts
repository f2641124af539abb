import { asSeenBy, type Db } from '#platform/db'
import { type Permission, ROLES } from './permissions.ts'
import { activeMembers } from './store.ts'

/** Colleagues who may sign in, with what they may and how far they see, as when they ask for themselves. */
export type Colleague = {
  id: string
  name: string
  email: string | null
  may: (permission: string) => boolean
  reach: { members: string[]; unowned: boolean } | undefined
}

export async function colleagues(db: Db): Promise<Colleague[]> {
  const all = await activeMembers(db)
  return all.map(({ id, name, email, role, visibility, team_id }) => ({
    ...{ id, name, email },
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

/** Those who would find it: asked once for each reach that there is among them. */
export async function whoSees(
  db: Db,
  some: readonly Colleague[],
  isThere: () => Promise<boolean>,
): Promise<Colleague[]> {
  const answers = new Map<string, boolean>()
  const seeing: Colleague[] = []
  for (const one of some) {
    const key = JSON.stringify(one.reach ?? null)
    const known = answers.get(key) ?? (await asSeenBy(db, one.reach, isThere))
    answers.set(key, known)
    if (known) seeing.push(one)
  }
  return seeing
}
