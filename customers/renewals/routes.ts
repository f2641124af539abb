import { implement } from '@orpc/server'
import { decodeCursor, type Entry, encodeCursor, guard } from '#platform/http'
import { renewalsContract } from './contract.ts'
import { findCustomers } from './finding.ts'

const os = implement(renewalsContract).$context<Entry>().use(guard)

export const customers = os.router({
  list: os.list.handler(async ({ context: { db, now }, input: { q, cursor, limit } }) => {
    const [renews, name, id] = cursor ? decodeCursor(cursor, 'timestamptz', 'text', 'uuid') : []
    const after = renews && name !== undefined && id ? { renews, name, id } : null
    const found = await findCustomers(db, { q: q?.trim(), after, limit }, now)
    const { next } = found
    return { ...found, next: next ? encodeCursor([next.renews, next.name, next.id]) : null }
  }),
})
