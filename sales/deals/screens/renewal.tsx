import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type client, orpc } from '#ui/client'
import { formatDate } from '#ui/format'
import type { Fact } from '#ui/record'
import { Link, useGo } from '#ui/shell'

type Loaded = Awaited<ReturnType<typeof client.deals.get>>
const mostOffered = 100
const stateWords = { open: 'open', won: 'won', lost: 'lost' } as const

/** Which deal this one goes on with, and which ones go on with it. */
export function useRenewalFacts(deal: Loaded, save: (renewsId: string | null) => Promise<void>): Fact[] {
  const ofWhom = deal.company ? { companyId: deal.company.id } : { contactId: deal.contact?.id }
  const { data } = useQuery(
    orpc.deals.list.queryOptions({
      input: { ...ofWhom, state: 'won', sort: 'closed', limit: mostOffered },
      enabled: deal.company !== null || deal.contact !== null,
    }),
  )
  const terms = (data?.rows ?? []).filter(
    ({ id, recurringMinor, termMonths }) => id !== deal.id && recurringMinor > 0 && termMonths > 0,
  )
  const { renews, renewedBy, endsAt } = deal
  const isOffered = terms.some(({ id }) => id === renews?.id)
  const options = [...(renews && !isOffered ? [renews] : []), ...terms].map(({ id, name }) => ({
    value: id,
    label: name,
  }))
  return [
    ...(options.length > 0
      ? [
          {
            id: 'renews',
            label: 'Renews',
            value: renews?.id ?? null,
            show: renews?.name,
            edit: { kind: 'choice' as const, options, save },
            note: renews && <Link to={`/sales/deals/${renews.id}`}>Open what it renews</Link>,
          },
        ]
      : []),
    ...(endsAt ? [{ id: 'ends', label: 'Term ends', value: formatDate(endsAt) }] : []),
    ...(renewedBy.length > 0
      ? [
          {
            id: 'renewed',
            label: 'Renewed by',
            value: renewedBy.map(({ name }) => name).join(', '),
            show: renewedBy.map(({ id, name, state }) => (
              <div key={id}>
                <Link to={`/sales/deals/${id}`} dir="auto">
                  {name}
                </Link>{' '}
                ({stateWords[state]})
              </div>
            )),
          },
        ]
      : []),
  ]
}

/** A term that was sold goes on with a deal of its own, which says so. */
export function Renew({ deal }: { deal: Loaded }) {
  const go = useGo()
  if (!deal.endsAt || deal.renewedBy.some(({ state }) => state !== 'lost')) return null
  return (
    <Button size="compact-sm" onClick={() => go(`/sales/deals/new?renews=${deal.id}`)}>
      Renew
    </Button>
  )
}
