import { create } from 'content-disposition'
import { fileTypeFromBuffer, supportedExtensions } from 'file-type'

/** What the first bytes of a file say that it is; null: no kind that the library knows. */
export async function kindOf(head: Uint8Array): Promise<{ type: string; ext: string } | null> {
  const found = await fileTypeFromBuffer(head)
  return found ? { type: found.mime, ext: found.ext } : null
}

/** Whether bytes of files called so would be known by `kindOf`. */
export const wouldBeKnown = (ext: string): boolean => (supportedExtensions as ReadonlySet<string>).has(ext)

/** The header by which a browser saves what it is sent, under a name of any letters (RFC 6266, RFC 8187). */
export const savedAs = (name: string): string => create(name, { type: 'attachment' })
