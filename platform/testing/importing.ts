/** What tests of bringing files in share: a firm with an importer's way in, and a browser's. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { type BringIn, bringIn } from '#workspace/transfer'
import { partBytes } from '#workspace/transfer/contract'
import { wiring } from '../../apps/wiring.ts'
import { type Client, world } from './world.ts'

/** A firm into which files are brought from inside, as the command line does. */
export async function importingFirm() {
  const w = await world()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-import-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const bring = (record: string, file: string, more: Partial<BringIn> = {}) =>
    bringIn({
      database: w.database,
      clock: w.clock,
      secret: w.house.secret,
      workspaceId: w.workspaceId,
      actor: 'test',
      importer: wiring.importers.find((it) => it.record === record)!,
      others: wiring.importers,
      path: file,
      fileName: path.basename(file),
      ...more,
    })
  const write = async (name: string, text: string) => {
    const file = path.join(folder, name)
    await writeFile(file, text)
    return file
  }
  const counted = ({ rows, created, matched, unchanged, refused }: Awaited<ReturnType<typeof bring>>) => [
    rows,
    created,
    matched,
    unchanged,
    refused,
  ]
  return { w, bring, write, counted }
}

type Record = 'contacts' | 'companies' | 'products' | 'members' | 'deals' | 'activities' | 'files'

/** Sends a file as a browser does. */
export async function sendFile(client: Client, fileName: string, bytes: Uint8Array, record?: Record) {
  const { id } = await client.transfer.create({
    fileName,
    sizeBytes: bytes.length,
    ...(record && { record }),
  })
  for (let offset = 0; offset < bytes.length; offset += partBytes)
    await client.transfer.part({
      id,
      offset,
      part: new File([bytes.slice(offset, offset + partBytes)], fileName),
    })
  return id
}
