import type { EndpointMeta } from '#platform/http/contract'

export type Endpoint = {
  /** `contacts.list`, as programs in TypeScript call it. */
  name: string
  meta: EndpointMeta
  method: string
  /** `/contacts/{id}`, below `/api`. */
  path: string
}

/** Every endpoint of a contract, wherever it stands: one that is added tomorrow is among them tomorrow. */
export function endpointsOf(node: unknown, name: string[] = []): Endpoint[] {
  if (typeof node !== 'object' || node === null) return []
  if (!('~orpc' in node))
    return Object.entries(node).flatMap(([key, below]) => endpointsOf(below, [...name, key]))
  const { meta, route } = node['~orpc'] as { meta: EndpointMeta; route: { method?: string; path?: string } }
  return [{ name: name.join('.'), meta, method: route.method ?? 'POST', path: route.path ?? '' }]
}
