import { createORPCClient, type NestedClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query'
import { workspaceId } from './workspace.ts'

/**
 * What the server answers, known only as a type: apps/web/api.ts merges `contract` in, so that no slice has to import
 * upward to be typed.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Api {}

type ContractOf<T> = T extends { contract: infer C extends AnyContractRouter } ? C : never
type Client = [ContractOf<Api>] extends [never]
  ? Record<string, never>
  : ContractRouterClient<ContractOf<Api>>

const link = new RPCLink({
  url: () => `${location.origin}/rpc`,
  // Always sent, 0 before one is known: the server tells by it that a page of ours asks.
  headers: () => ({ 'baton-workspace': workspaceId() ?? '0' }),
})

/** Calls the server: `client.contacts.list({ … })`. Refusals arrive as errors that `problemOf` reads. */
export const client: Client = createORPCClient(link)

type Queries = Client extends NestedClient<object> ? RouterUtils<Client> : never
/** The same for TanStack Query: `useQuery(orpc.contacts.list.queryOptions({ input }))`. */
export const orpc = createTanstackQueryUtils(client as NestedClient<object>) as Queries
