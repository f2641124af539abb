import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

const file = path.resolve(import.meta.dirname, '../../dist/web/baton.js')
let read: Promise<{ text: string; version: string }> | undefined

/** The built script and its version, the beginning of its hash; read once. */
export function script(): Promise<{ text: string; version: string }> {
  read ??= readFile(file, 'utf8').then((text) => ({
    text,
    version: createHash('sha256').update(text).digest('hex').slice(0, 12),
  }))
  read.catch(() => {
    read = undefined
  })
  return read
}

export const scriptVersion = async (): Promise<string> => (await script()).version
