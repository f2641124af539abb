import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconDownload, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, download, orpc, problemText } from '#ui/client'
import { formatDateTime } from '#ui/format'
import { EmptyState, ErrorState, failToast, Loading, ShowMore, Tag, toast, undoToast } from '#ui/pieces'
import { Link, Page, useUrl } from '#ui/shell'
import { useMay } from '#workspace/members/screens'
import css from './forms.module.css'
import { type Sort, sortWords } from './words.ts'

const pauseMs = 250
type Row = Awaited<ReturnType<typeof client.forms.submissions>>['rows'][number]

/** What people sent, the newest first; inquiries that are no lead are sorted out here. */
export default function Submissions() {
  const [formId, setFormId] = useUrl('form')
  const [box] = useUrl('box', 'people')
  const spam = box === 'spam'
  const [typed, setTyped] = useUrl('q')
  const [q] = useDebouncedValue(typed.trim(), pauseMs)
  const which = { spam, ...(formId && { formId }), ...(q && { q }) }
  const mayExport = useMay('exports.run')
  const { data: forms } = useQuery(orpc.forms.list.queryOptions({ input: {} }))
  const query = useInfiniteQuery(
    orpc.forms.submissions.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...which, ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  )
  const { data, error, refetch } = query
  const rows = data?.pages.flatMap((page) => page.rows)
  return (
    <Page
      title="Submissions"
      tabs={[
        { label: 'From people', to: '/marketing/submissions' },
        { label: 'From robots', to: '/marketing/submissions?box=spam' },
      ]}
      actions={
        mayExport && (
          <Button
            variant="default"
            leftSection={<IconDownload size={15} />}
            disabled={!rows?.length}
            onClick={() => void save(which)}
          >
            Export
          </Button>
        )
      }
    >
      <div className={css.filters}>
        <TextInput
          type="search"
          aria-label="Search what was sent"
          placeholder="Search answers and names"
          leftSection={<IconSearch size={15} />}
          value={typed}
          maxLength={200}
          dir="auto"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Select
          aria-label="Form"
          placeholder="All forms"
          clearable
          value={formId || null}
          data={(forms?.rows ?? []).map((form) => ({ value: form.id, label: form.name }))}
          onChange={(value) => setFormId(value ?? '')}
        />
      </div>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !rows && <Loading lines={6} />}
      {rows?.length === 0 && q && (
        <EmptyState title="Nothing found">No answer, name or form has “{q}” in it.</EmptyState>
      )}
      {rows?.length === 0 && !q && (
        <EmptyState title={spam ? 'No robots came by' : 'Nobody has sent a form yet'}>
          {spam
            ? 'What robots send is kept here, and nobody is bothered with it.'
            : 'Publish a form; what people send appears here at once.'}
        </EmptyState>
      )}
      <ul className={css.list}>
        {rows?.map((row) => (
          <Submission key={row.id} row={row} />
        ))}
      </ul>
      <ShowMore of={query} mt="md" />
    </Page>
  )
}

function Submission({ row }: { row: Row }) {
  return (
    <li className={css.submission}>
      <div className={css.head}>
        {row.contactId ? (
          <Link to={`/people/${row.contactId}`}>
            <b dir="auto">{row.contactName}</b>
          </Link>
        ) : (
          <b dir="auto">{row.testedBy ?? (row.spam ? 'A robot' : 'Somebody who is not here any more')}</b>
        )}
        {row.testedBy && <Tag>Test by a colleague</Tag>}
        {row.claimed && <Tag accent="amber">Address not proven</Tag>}
        {row.optedInAt && <Tag accent="green">Newsletter confirmed</Tag>}
        <span className={css.dim}>
          {row.formName} · {row.channel} · {formatDateTime(row.receivedAt)}
        </span>
        {row.leadId && row.sort && <Sorting leadId={row.leadId} sort={row.sort} />}
      </div>
      {row.spam && <HeldBack id={row.id} why={`Held back: ${row.spam}`} action="This is a person" />}
      {!row.spam && row.testedBy && (
        <HeldBack
          id={row.id}
          why="Sent under a colleague’s own address: it counts nowhere."
          action="It was meant"
        />
      )}
      <dl className={css.answers}>
        {row.answers.map(({ label, value }, at) => (
          <Pair key={at} label={label} value={value} />
        ))}
        {row.heard && <Pair label="How they heard of us" value={row.heard} />}
        {row.consent && (
          <Pair
            label={row.optedInAt ? 'Agreed to, and confirmed' : 'Ticked, not confirmed'}
            value={row.consent}
          />
        )}
      </dl>
      <WhereFrom row={row} />
    </li>
  )
}

const Pair = ({ label, value }: { label: string; value: string }) => (
  <div className={css.pair}>
    <dt className={css.dim} dir="auto">
      {label}
    </dt>
    <dd dir="auto">{value}</dd>
  </div>
)

/** How they came: what the link said and the pages said, one click away. */
function WhereFrom({ row: { utm, clickIds, referrer, firstPage } }: { row: Row }) {
  const pairs = [
    ['Came from', referrer ?? ''],
    ['First page', firstPage ?? ''],
    ...Object.entries(utm),
    ...Object.entries(clickIds),
  ].filter(([, value]) => value)
  if (pairs.length === 0) return null
  return (
    <details className={css.from}>
      <summary>Where from</summary>
      <dl className={css.answers}>
        {pairs.map(([label, value]) => (
          <Pair key={label} label={label ?? ''} value={value ?? ''} />
        ))}
      </dl>
    </details>
  )
}

/** Why it was held back, and the way out for a person. */
function HeldBack({ id, why, action }: { id: string; why: string; action: string }) {
  const queries = useQueryClient()
  const may = useMay('leads.write')
  const [busy, setBusy] = useState(false)
  const release = async () => {
    setBusy(true)
    try {
      await client.forms.release({ id })
      await queries.invalidateQueries({ queryKey: orpc.forms.key() })
      toast('Released. It goes on as if it had just come in.', 'green')
    } catch (error) {
      failToast(problemText(error), 'It stays held back.')
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={css.head}>
      <span className={css.dim}>{why}</span>
      {may && (
        <Button size="compact-sm" variant="default" loading={busy} onClick={() => void release()}>
          {action}
        </Button>
      )}
    </div>
  )
}

/** What is listed, as a file. */
async function save(which: Parameters<typeof client.forms.exportSubmissions>[0]) {
  try {
    download(await client.forms.exportSubmissions(which))
  } catch (error) {
    failToast(problemText(error), 'Nothing was exported.')
  }
}

/** The first sort of an inquiry: anything but a lead ends the lead, and choosing “A lead” opens it again. */
function Sorting({ leadId, sort }: { leadId: string; sort: Sort }) {
  const queries = useQueryClient()
  const choose = async (next: Sort) => {
    const reload = () => queries.invalidateQueries({ queryKey: orpc.forms.key() })
    try {
      await client.leads.sort({ id: leadId, sort: next })
      await reload()
      undoToast(`Sorted as: ${sortWords[next]}.`, async () => {
        await client.leads.sort({ id: leadId, sort })
        await reload()
      })
    } catch (error) {
      failToast(problemText(error), 'Nothing was changed.')
    }
  }
  return (
    <Select
      aria-label="What it is"
      allowDeselect={false}
      w={160}
      value={sort}
      data={Object.entries(sortWords).map(([value, label]) => ({ value, label }))}
      onChange={(value) => value && value !== sort && void choose(value as Sort)}
    />
  )
}
