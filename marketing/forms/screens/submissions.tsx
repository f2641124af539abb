import { Button, Select } from '@mantine/core'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { formatDateTime } from '#ui/format'
import { EmptyState, ErrorState, failToast, Loading, Tag, undoToast } from '#ui/pieces'
import { Link, Page, useUrl } from '#ui/shell'
import css from './forms.module.css'
import { type Sort, sortWords } from './words.ts'

type Row = Awaited<ReturnType<typeof client.forms.submissions>>['rows'][number]

/** What people sent, the newest first; inquiries that are no lead are sorted out here. */
export default function Submissions() {
  const [formId, setFormId] = useUrl('form')
  const [box] = useUrl('box', 'people')
  const spam = box === 'spam'
  const { data: forms } = useQuery(orpc.forms.list.queryOptions({ input: {} }))
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    orpc.forms.submissions.infiniteOptions({
      input: (cursor: string | undefined) => ({ spam, ...(formId && { formId }), ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  )
  const rows = data?.pages.flatMap((page) => page.rows)
  return (
    <Page
      title="Submissions"
      tabs={[
        { label: 'From people', to: '/marketing/submissions' },
        { label: 'From robots', to: '/marketing/submissions?box=spam' },
      ]}
      actions={
        <Select
          aria-label="Form"
          placeholder="All forms"
          clearable
          value={formId || null}
          data={(forms?.rows ?? []).map((form) => ({ value: form.id, label: form.name }))}
          onChange={(value) => setFormId(value ?? '')}
        />
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !rows && <Loading lines={6} />}
      {rows?.length === 0 && (
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
      {hasNextPage && (
        <Button variant="default" mt="md" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
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
          <b>{row.spam ? 'A robot' : 'Somebody who is not here any more'}</b>
        )}
        {row.claimed && <Tag accent="amber">Address not proven</Tag>}
        {row.optedInAt && <Tag accent="green">Newsletter confirmed</Tag>}
        <span className={css.dim}>
          {row.formName} · {row.channel} · {formatDateTime(row.receivedAt)}
        </span>
        {row.leadId && row.sort && <Sorting leadId={row.leadId} sort={row.sort} />}
      </div>
      {row.spam && <span className={css.dim}>Held back: {row.spam}</span>}
      <dl className={css.answers}>
        {row.answers.map(({ label, value }, at) => (
          <div key={at} style={{ display: 'contents' }}>
            <dt className={css.dim}>{label}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  )
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
