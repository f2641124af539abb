import { Button } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { EmptyState, ErrorState, Loading, ShowMore } from '#ui/pieces'
import { Page, useUrl } from '#ui/shell'
import { Item } from './item.tsx'
import css from './protection.module.css'
import { Register } from './register.tsx'
import { useLooker } from './use-protection.ts'
import { Window } from './window.tsx'

/** Leads that contractors registered: their own for them, all for who decides. */
export default function Registered() {
  const [wanted] = useUrl('box', 'open')
  const [making, setMaking] = useUrl('new')
  const box = wanted === 'past' ? 'past' : 'open'
  const looker = useLooker()
  const query = useInfiniteQuery(
    orpc.protection.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ box, ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  )
  const { data, error, refetch } = query
  const rows = data?.pages.flatMap((page) => page.rows)
  const make = () => setMaking('yes')
  return (
    <Page
      title="Registered leads"
      tabs={[
        { label: 'Open', to: '/handovers/registered' },
        { label: 'Past', to: '/handovers/registered?box=past' },
      ]}
      actions={looker?.registers && <Button onClick={make}>Register a lead</Button>}
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !(rows && looker) && <Loading lines={6} />}
      {rows && looker && rows.length === 0 && (
        <EmptyState
          icon={<IconShieldCheck size={22} />}
          title={box === 'open' ? 'No lead is registered' : 'Nothing is past'}
          {...(box === 'open' && looker.registers && { action: { label: 'Register a lead', run: make } })}
        >
          {looker.registers
            ? 'Whom you found yourself stays yours: say who it is and what shows it, and a manager confirms it.'
            : 'Contractors register here whom they found themselves. Confirmed, such a lead goes to nobody else until its day.'}
        </EmptyState>
      )}
      {rows && looker && rows.length > 0 && (
        <ul className={css.list}>
          {rows.map((row) => (
            <Item key={row.id} row={row} looker={looker} />
          ))}
        </ul>
      )}
      <ShowMore of={query} mt="md" />
      {looker?.decides && box === 'open' && <Window />}
      <Register opened={making !== '' && looker?.registers === true} onClose={() => setMaking('')} />
    </Page>
  )
}
