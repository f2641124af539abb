import { lchown, mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Whom PostgreSQL runs as; undefined = as this process. PostgreSQL itself refuses to run as root. */
export type Account = { uid: number; gid: number } | undefined

/** "nobody" on every Linux and macOS. */
const nobody = { uid: 65534, gid: 65534 }

/** The account for a cluster folder: its present owner, else nobody, when we are root; otherwise ourselves. */
export async function accountFor(cluster: string): Promise<Account> {
  const own = process.getuid?.()
  const folder = await stat(cluster).catch(ifMissing)
  if (own === 0) return folder && folder.uid !== 0 ? { uid: folder.uid, gid: folder.gid } : nobody
  if (folder && folder.uid !== own)
    throw new Error(
      `The database folder ${cluster} belongs to user ${folder.uid}, and Baton runs as user ${own}: ` +
        'start Baton as that user or as root, or choose another BATON_DATA.',
    )
  return undefined
}

/** Makes a folder (0700) that the account owns; its parents may be closed to it. */
export async function makeOwnFolder(folder: string, account: Account): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  if (account) await lchown(folder, account.uid, account.gid)
}

/**
 * Hands a tree to the account if root owns it, as after `cp -r` by root. The folder itself comes last,
 * so that an interrupted walk is done again.
 */
export async function handOver(folder: string, account: Account): Promise<void> {
  if (!account || (await stat(folder)).uid !== 0) return
  for (const entry of await readdir(folder, { recursive: true }))
    await lchown(join(folder, entry), account.uid, account.gid)
  await lchown(folder, account.uid, account.gid)
}

/** For `.catch`: a missing file is an answer (undefined), every other error stays one. */
export function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined
  throw error
}
