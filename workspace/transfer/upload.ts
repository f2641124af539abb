import { mkdir, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { Refusal } from '#platform/http'

/** Where the bytes of a file lie while it is brought in. */
export const pathOf = (dataFolder: string, workspaceId: number, importId: string) =>
  path.join(folderOf(dataFolder, workspaceId), importId)
const folderOf = (dataFolder: string, workspaceId: number) =>
  path.join(dataFolder, 'imports', String(workspaceId))

/** Writes a part at its place, safe on the disk before it counts as received. */
export async function writePart(file: string, offset: number, part: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  try {
    const handle = await open(file, offset === 0 ? 'w' : 'r+', 0o600)
    try {
      await handle.write(part, 0, part.length, offset)
      await handle.datasync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new Refusal('INSUFFICIENT_STORAGE', {
        status: 507,
        message: 'The disk of this installation is full. Make room, then send the file again.',
        data: { reason: 'disk_full' },
      })
    throw error
  }
}

export const removeFile = (file: string) => rm(file, { force: true })
/** Of a workspace that goes. */
export const removeFilesOf = (dataFolder: string, workspaceId: number) =>
  rm(folderOf(dataFolder, workspaceId), { recursive: true, force: true })
