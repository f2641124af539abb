import { Button, Group, SegmentedControl } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { EmptyState, ErrorState, failToast, Loading, Person, ShowMore, Tag } from '#ui/pieces'
import { Page, useGo, useUrl } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import css from './merging.module.css'
import { type MergeRecord, mergePath } from './path.ts'
import { Rules } from './rules.tsx'

type Pair = Awaited<ReturnType<typeof client.merging.duplicates>>['rows'][number]

const because = {
  email: 'Same e-mail',
  phone: 'Same phone',
  domain: 'Same web site',
  name: 'Same name',
  similar: 'Similar name',
  town: 'Same town',
} as const

/** Records that may be one, pair by pair: compared and merged, or kept apart for good. */
export default function Duplicates() {
  const [kind, setKind] = useUrl('of', 'contact')
  const record: MergeRecord = kind === 'company' ? 'company' : 'contact'
  const query = useInfiniteQuery(
    orpc.merging.duplicates.infiniteOptions({
      input: (cursor: string | undefined) => ({ record, ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      meta: { topics: ['contacts', 'companies', 'duplicates'] },
    }),
  )
  const { data, error, refetch, isPending } = query
  const pairs = data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Page
      title="Duplicates"
      actions={
        <SegmentedControl
          aria-label="Of what"
          value={record}
          onChange={setKind}
          data={[
            { value: 'contact', label: 'People' },
            { value: 'company', label: 'Companies' },
          ]}
        />
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {isPending && <Loading lines={6} />}
      {data && pairs.length === 0 && (
        <EmptyState icon={<IconUsers size={22} />} title="No two look like one">
          {record === 'contact'
            ? 'People with the same address or number, or a similar name in one company or town, stand here soon after they came.'
            : 'Companies with the same web site or a similar name stand here soon after they came.'}
        </EmptyState>
      )}
      <ul className={css.pairs}>
        {pairs.map((pair) => (
          <PairRow key={`${pair.one.id} ${pair.other.id}`} record={record} pair={pair} />
        ))}
      </ul>
      <ShowMore of={query} />
      <Rules record={record} />
    </Page>
  )
}

function PairRow({ record, pair: { one, other, by } }: { record: MergeRecord; pair: Pair }) {
  const go = useGo()
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: orpc.merging.key() })
  const keepApart = async () => {
    try {
      const { operationId } = await client.merging.keepApart({ record, oneId: one.id, otherId: other.id })
      await reload()
      undoable(`${one.name} and ${other.name} stay two.`, operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'The pair is still proposed.')
    }
  }
  return (
    <li>
      <Person name={one.name} sub={one.sub || undefined} size={30} />
      <Person name={other.name} sub={other.sub || undefined} size={30} />
      <span className={css.because}>
        {by.map((reason) => (
          <Tag key={reason}>{because[reason]}</Tag>
        ))}
      </span>
      <Group gap={8} wrap="nowrap">
        <Button variant="default" size="compact-sm" onClick={() => void keepApart()}>
          Keep apart
        </Button>
        <Button size="compact-sm" onClick={() => go(mergePath(record, one.id, other.id, true))}>
          Compare
        </Button>
      </Group>
    </li>
  )
}
