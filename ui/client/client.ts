import { createORPCClient, type NestedClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query'
import { reach } from './problem.ts'
import { workspaceId } from './workspace.ts'

/**
 * What the server answers, known only as a type: apps/web/api.ts merges `contract` in, so that no slice has to import
 * upward to be typed.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Api {}

type ContractOf<T> = T extends { contract: infer C extends AnyContractRouter } ? C : never
/** What may come with a call: a key by which the server does it once, however often it arrives. */
type Context = { idempotencyKey?: string }
type Client = [ContractOf<Api>] extends [never]
  ? Record<string, never>
  : ContractRouterClient<ContractOf<Api>, Context>

const link = new RPCLink<Context>({
  url: () => `${location.origin}/rpc`,
  fetch: (request, init) => reach(request, init),
  // Always sent, 0 before one is known: the server tells by it that a page of ours asks.
  headers: ({ context }) => ({
    'baton-workspace': workspaceId() ?? '0',
    ...(context.idempotencyKey && { 'idempotency-key': context.idempotencyKey }),
  }),
})

/** Calls the server: `client.contacts.list({ … })`. Refusals arrive as errors that `problemOf` reads. */
export const client: Client = createORPCClient(link)

type Queries = Client extends NestedClient<object> ? RouterUtils<Client> : never
/** The same for TanStack Query: `useQuery(orpc.contacts.list.queryOptions({ input }))`. */
export const orpc = createTanstackQueryUtils(client as NestedClient<object>) as Queries
