import { useSyncExternalStore } from 'react'
import { client, problemOf } from '#ui/client'
import { partBytes } from '../contract.ts'

/** A file on its way from this browser; it goes on while other screens are looked at. */
type Upload = { file: File; problem: string | null }

const uploads = new Map<string, Upload>()
const listeners = new Set<() => void>()
const put = (id: string, upload: Upload | null) => {
  if (upload) uploads.set(id, upload)
  else uploads.delete(id)
  for (const listener of listeners) listener()
}
const triesOffline = 20
const pauseMs = 3_000

/** Sends a file from a byte on; a connection that breaks is waited for. */
export async function send(id: string, file: File, from = 0): Promise<void> {
  put(id, { file, problem: null })
  let offset = from
  let tries = 0
  while (offset < file.size) {
    const part = new File([file.slice(offset, offset + partBytes)], file.name)
    try {
      const { receivedBytes } = await client.transfer.part({ id, offset, part })
      offset = receivedBytes
      tries = 0
    } catch (error) {
      const { reason, message } = problemOf(error)
      if (reason === 'offline' && ++tries < triesOffline) {
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
        continue
      }
      put(id, { file, problem: message })
      return
    }
  }
  put(id, null)
}

export const useUpload = (id: string): Upload | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => uploads.get(id),
  )
