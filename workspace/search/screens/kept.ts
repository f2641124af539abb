import { workspaceId } from '#ui/client'

/** Ids alone: names are asked for when they are shown, of those within reach by then. */
type Kept = { member: string; ids: string[] }
const prefix = 'baton-opened-'
const most = 12
const key = () => prefix + workspaceId()
const idIn = (path: string) => /\/([\da-f]{8}-[\da-f-]{27})$/.exec(path)?.[1]

const kept = (): Kept => JSON.parse(localStorage.getItem(key()) ?? '{"member":"","ids":[]}') as Kept

/** What a member opened in this browser, the last first; what somebody else did before them is forgotten. */
export function rememberOpened(member: string, path: string): void {
  if (workspaceId() === null) return
  const before = kept()
  const ids = before.member === member ? before.ids : []
  const id = idIn(path)
  const now = id ? [id, ...ids.filter((one) => one !== id)].slice(0, most) : ids
  localStorage.setItem(key(), JSON.stringify({ member, ids: now }))
}

/** Without what is open now. */
export const openedBefore = (): string[] => kept().ids.filter((id) => id !== idIn(location.pathname))

export function forgetOpened(): void {
  for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name)
}
