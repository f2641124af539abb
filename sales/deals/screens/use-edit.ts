import { ORPCError } from '@orpc/client'
import { client } from '#ui/client'
import { confirm } from '#ui/pieces'
import { undoable } from '#workspace/audit/screens'
import { useReloadDeals } from './saving.ts'

type Loaded = Awaited<ReturnType<typeof client.deals.get>>
type Change = Omit<Parameters<typeof client.deals.update>[0], 'id' | 'was' | 'fields'>
type Key = keyof Change
type Theirs = { theirs: Partial<Record<Key, string | number | null>>; by: string | null }

/** What somebody else wrote meanwhile, from a refused save. */
function overtakenBy(error: unknown): Theirs | null {
  if (!(error instanceof ORPCError)) return null
  const data = error.data as Partial<Theirs & { reason: string }> | null
  return data?.reason === 'overtaken' && data.theirs ? { theirs: data.theirs, by: data.by ?? null } : null
}

/** What the editor sees of a field. */
const seen = (deal: Loaded, key: Key) =>
  key === 'ownerId'
    ? (deal.owner?.id ?? null)
    : key === 'companyId'
      ? (deal.company?.id ?? null)
      : key === 'contactId'
        ? (deal.contact?.id ?? null)
        : key === 'renewsId'
          ? (deal.renews?.id ?? null)
          : deal[key]

/** Saves a field of a deal. Who was overtaken sees both values and decides. */
export function useEdit(deal: Loaded, say: (key: Key, value: string | number | null) => string) {
  const reload = useReloadDeals()
  return async (change: Change): Promise<void> => {
    const keys = Object.keys(change) as Key[]
    const was = Object.fromEntries(keys.map((key) => [key, seen(deal, key)]))
    const run = async (input: Change & { was?: typeof was }) => {
      const { operationId } = await client.deals.update({ id: deal.id, ...input })
      await reload()
      undoable(`${deal.name} was changed.`, operationId, reload)
    }
    try {
      await run({ ...change, was })
    } catch (error) {
      const other = overtakenBy(error)
      if (!other) throw error
      await reload()
      const key = keys.find((it) => other.theirs[it] !== undefined)
      if (!key) throw error
      const mine = await confirm({
        title: `${other.by ?? 'Somebody'} changed this meanwhile`,
        body: `It reads “${say(key, other.theirs[key] ?? null)}” now. You wrote “${say(key, change[key] ?? null)}”. Cancel keeps theirs.`,
        action: 'Save mine',
      })
      if (mine) await run({ ...change, was: { ...was, ...other.theirs } })
    }
  }
}
