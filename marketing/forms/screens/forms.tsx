import { Button } from '@mantine/core'
import { IconForms } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { CopyButton, EmptyState, Tag } from '#ui/pieces'
import { Link, Page, useGo, useUrl } from '#ui/shell'
import { type Column, DataTable } from '#ui/table'
import { useMay } from '#workspace/members/screens'
import type { Form } from '../contract.ts'
import { NewForm } from './new-form.tsx'
import { useLines } from './saving.ts'
import { intentWords, stateWords } from './words.ts'

const columns: Column<Form>[] = [
  { id: 'name', title: 'Name', value: (row) => row.name, width: 200, grow: 2, phone: 'title' },
  {
    id: 'state',
    title: 'State',
    value: (row) => stateWords[row.state].label,
    cell: ({ state }) => (
      <Tag accent={stateWords[state].accent} dot>
        {stateWords[state].label}
      </Tag>
    ),
    width: 100,
    phone: 'corner',
  },
  { id: 'intent', title: 'What for', value: (row) => intentWords[row.intent].label, width: 140 },
  {
    id: 'submissions',
    title: 'Submissions',
    value: (row) => row.submissions,
    cell: ({ id, submissions }) => (
      <Link to={`/marketing/submissions?form=${id}`}>{formatNumber(submissions)}</Link>
    ),
    width: 110,
    align: 'end',
  },
  {
    id: 'link',
    title: 'Link',
    value: (row) => row.url,
    cell: ({ name, state, url }) =>
      state === 'live' ? <CopyButton value={url} label={`Copy the link of ${name}`} /> : null,
    width: 70,
    phone: 'hidden',
  },
  {
    id: 'created',
    title: 'Made',
    value: (row) => row.createdAt,
    format: 'date',
    width: 120,
    phone: 'hidden',
  },
]

/** Every form of the firm: what it is for, whether people see it, how many sent it. */
export default function Forms() {
  const go = useGo()
  const [making, setMaking] = useUrl('new')
  const mayWrite = useMay('forms.write')
  const lines = useLines()
  const [shown] = useUrl('show')
  const archived = shown === 'archived'
  const { data, error, refetch, isPending } = useQuery(orpc.forms.list.queryOptions({ input: { archived } }))
  const lineColumn: Column<Form> = {
    id: 'line',
    title: 'Product line',
    value: (row) => lines.find(({ value }) => value === row.productLineId)?.label ?? null,
    width: 140,
    phone: 'hidden',
  }
  const make = () => setMaking('yes')
  const open = (row: Form) => go(`/marketing/forms/${row.id}`)
  return (
    <Page
      title="Forms"
      fill
      tabs={[
        { label: 'In use', to: '/marketing/forms' },
        { label: 'Put away', to: '/marketing/forms?show=archived' },
      ]}
      actions={mayWrite && <Button onClick={make}>New form</Button>}
    >
      <DataTable
        label="Forms"
        rows={data?.rows ?? []}
        columns={lines.length > 1 ? columns.toSpliced(3, 0, lineColumn) : columns}
        rowId={(row) => row.id}
        loading={isPending}
        error={error ? problemText(error) : undefined}
        onRetry={() => void refetch()}
        total={data && { count: data.rows.length, exact: true }}
        onPeek={open}
        onOpen={open}
        columnsKey="forms"
        empty={
          archived ? (
            <EmptyState icon={<IconForms size={22} />} title="No form is put away">
              Forms that are not needed any more can be put away; what was sent with them stays.
            </EmptyState>
          ) : (
            <EmptyState
              icon={<IconForms size={22} />}
              title="No forms yet"
              {...(mayWrite && { action: { label: 'Make the first form', run: make } })}
            >
              {mayWrite
                ? 'A lead begins when somebody shows interest. With a form on your site they can.'
                : 'Marketing makes forms. What people send with them is listed under Submissions.'}
            </EmptyState>
          )
        }
      />
      <NewForm opened={making !== '' && mayWrite === true} onClose={() => setMaking('')} lines={lines} />
    </Page>
  )
}
