import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch, IconTrash } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText, steadily } from '#ui/client'
import { formatDateTime, formatNumber } from '#ui/format'
import { confirm, EmptyState, ErrorState, failToast, Loading, ShowMore, Tag, toast } from '#ui/pieces'
import { Page, useUrl } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import css from './bin.module.css'

type Row = Awaited<ReturnType<typeof client.bin.list>>['rows'][number]
type Kind = Row['record']

const kinds: Record<Kind, string> = {
  ...{ contact: 'Person', company: 'Company', deal: 'Deal' },
  ...{ note: 'Note', task: 'Task', file: 'File' },
}
const many: Record<Kind, string> = {
  ...{ contact: 'People', company: 'Companies', deal: 'Deals' },
  ...{ note: 'Notes', task: 'Tasks', file: 'Files' },
}
const dayMs = 86_400_000
const soonDays = 7
/** So many go in one call. */
const mostAtOnce = 200
const typingMs = 250

const records = (n: number) => (n === 1 ? 'One record' : `${formatNumber(n)} records`)
const daysLeft = (goesAt: Date) => Math.max(1, Math.ceil((goesAt.getTime() - Date.now()) / dayMs))
/** A note by how it begins. */
const quoted = ({ record, name }: Row) => (record === 'note' ? `“${name}”` : name)
const named = (row: Row) => ({ record: row.record, id: row.id })

/** What was deleted and is still there: found, brought back, or deleted for good. */
export default function Bin() {
  const [of, setOf] = useUrl('of', 'all')
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), typingMs)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)
  const record = of in kinds ? (of as Kind) : undefined
  const queries = useQueryClient()
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const query = useInfiniteQuery(
    orpc.bin.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...(record && { record }),
        ...(q && { q }),
        ...(cursor && { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      placeholderData: keepPreviousData,
      meta: { topics: ['contacts', 'companies', 'deals', 'tasks', 'files'] },
    }),
  )
  const { data, error, refetch } = query
  const rows = data?.pages.flatMap((page) => page.rows)
  const selected = (rows ?? []).filter(({ id }) => chosen.has(id)).slice(0, mostAtOnce)
  const mayErase = firm?.permissions.includes('privacy.manage') === true
  const goSoon = data?.pages[0]?.goSoon ?? 0
  const reload = () => queries.invalidateQueries()

  const act = async (run: () => Promise<void>) => {
    setBusy(true)
    try {
      await run()
      setChosen(new Set())
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
    setBusy(false)
    await reload()
  }
  const bringBack = (some: readonly Row[]) =>
    act(async () => {
      const { restored, stay, said, operationId } = await steadily((once) =>
        client.bin.bringBack({ records: some.map(named) }, once),
      )
      const stays = stay.map(({ id, why }) => `${quoted(some.find((row) => row.id === id)!)}: ${why}`)
      const [only] = some
      const back = some.length === 1 ? `${quoted(only!)} is back.` : `${records(restored)} brought back.`
      undoable([back, ...stays, ...said].join(' '), operationId, reload)
    })
  const erase = async (some: readonly Row[]) => {
    const has = (...of: Kind[]) => some.some((row) => of.includes(row.record))
    const goes = [
      has('contact') && 'Of people everything goes that is kept of them: notes, files, mails, what they did.',
      has('company', 'deal') &&
        'Of companies and deals their notes, files, tasks and own fields go; sums of the past stay.',
      has('note') && 'Of notes their files go too.',
      'Nothing takes this back.',
    ]
    const sure = await confirm({
      title: `Delete ${some.length === 1 ? quoted(some[0]!) : records(some.length).toLowerCase()} for good?`,
      body: goes.filter(Boolean).join(' '),
      action: 'Delete for good',
      danger: true,
      type: 'delete',
    })
    if (!sure) return
    await act(async () => {
      const { gone } = await steadily((once) => client.bin.erase({ records: some.map(named) }, once))
      toast(`${records(gone)} gone for good.`, 'green')
    })
  }
  const toggle = ({ id }: Row) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  return (
    <Page title="Bin">
      <p className={css.dim}>
        What is deleted stays here for 30 days and can be brought back. Then it goes for good.
        {goSoon > 0 && ` ${records(goSoon)} ${goSoon === 1 ? 'goes' : 'go'} in the next week.`}
      </p>
      <div className={css.bar}>
        <Select
          aria-label="Of what"
          size="xs"
          w={140}
          allowDeselect={false}
          value={record ?? 'all'}
          onChange={(value) => setOf(value ?? 'all')}
          data={[
            { value: 'all', label: 'Everything' },
            ...Object.entries(many).map(([value, label]) => ({ value, label })),
          ]}
        />
        <TextInput
          size="xs"
          aria-label="Search the bin"
          placeholder="A name or a word"
          maxLength={200}
          leftSection={<IconSearch size={14} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {selected.length > 0 && (
          <span className={css.acts}>
            <Button
              size="compact-sm"
              loading={busy}
              disabled={selected.some((row) => !row.mayBringBack)}
              onClick={() => void bringBack(selected)}
            >
              Bring back {formatNumber(selected.length)}
            </Button>
            {mayErase && (
              <Button
                size="compact-sm"
                variant="subtle"
                color="red"
                disabled={busy}
                onClick={() => void erase(selected)}
              >
                Delete for good…
              </Button>
            )}
          </span>
        )}
      </div>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !rows && <Loading lines={6} />}
      {rows?.length === 0 && (
        <EmptyState
          icon={<IconTrash size={22} />}
          title={
            q
              ? 'Nothing here is called so'
              : record
                ? `No ${many[record].toLowerCase()} in the bin`
                : 'Nothing is in the bin'
          }
        >
          {q ? 'Look for another part of the name.' : 'What you delete stands here for 30 days.'}
        </EmptyState>
      )}
      <ul className={css.list}>
        {rows?.map((row) => (
          <li key={row.id}>
            <Checkbox
              aria-label={`Choose ${row.name}`}
              checked={chosen.has(row.id)}
              onChange={() => toggle(row)}
            />
            <div>
              <strong dir="auto">{row.name}</strong>
              <p>
                {kinds[row.record]}
                {row.of && ` on ${row.of}`} · {row.by ?? 'Somebody'}, {formatDateTime(row.deletedAt)}
              </p>
            </div>
            <Left goesAt={row.goesAt} />
            {row.mayBringBack && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Bring ${row.name} back`}
                disabled={busy}
                onClick={() => void bringBack([row])}
              >
                Bring back
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ShowMore of={query} mt="md" />
    </Page>
  )
}

function Left({ goesAt }: { goesAt: Date }) {
  const days = daysLeft(goesAt)
  return (
    <Tag accent={days <= soonDays ? 'amber' : 'gray'}>{days === 1 ? 'Last day' : `${days} days left`}</Tag>
  )
}
