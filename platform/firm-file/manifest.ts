import { z } from 'zod'

export const formatVersion = 1
export const manifestName = 'manifest.json'
export const entryOf = (table: string): string => `tables/${table}.ndjson`
export const mostManifestBytes = 4 * 1024 * 1024

/** What a firm's file says of itself; it stands last in the file, when all that it tells is known. */
export const manifestShape = z.object({
  format: z.literal('baton-firm'),
  formatVersion: z.literal(formatVersion),
  /** The newest migration of where it was made. */
  schema: z.string().max(200),
  /** As of when it holds the firm. */
  at: z.iso.datetime(),
  firm: z.object({ id: z.uuid(), name: z.string() }),
  /** Keys of keyed hashes in it: without them nobody would know whom not to write to, and who was erased. */
  hashKeys: z.array(z.string().min(20).max(200)).max(100),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.number().int().min(0),
      bytes: z.number().int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** What is not in it, and why. */
  without: z.array(z.object({ table: z.string(), columns: z.array(z.string()), why: z.string() })),
})
export type Manifest = z.infer<typeof manifestShape>

/** This is no file to bring in; the message says why, and what to do. */
export class BadFirmFile extends Error {}
