import { Button, Group, Modal } from '@mantine/core'
import { IconForms } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { EmptyState, ErrorState, failToast, Loading, Notice, Tag } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page, useUrl } from '#ui/shell'
import { moved, Steps } from '#ui/sort'
import { undoable } from '#workspace/audit/screens'
import type { Field } from '../contract.ts'
import { EditField } from './edit-field.tsx'
import css from './fields.module.css'
import { recordWords, relationWords, roleWords, typeWords } from './words.ts'

const records = ['contact', 'company', 'deal'] as const
type Usage = Awaited<ReturnType<typeof client.fields.usage>>['rows'][number]

/** The firm's own fields of people, companies and deals. */
export default function Fields() {
  const [of] = useUrl('of', 'contact')
  const record = records.find((it) => it === of) ?? 'contact'
  const [editing, setEditing] = useState<Field | 'new' | null>(null)
  const firm = useQuery(orpc.members.workspace.queryOptions({ meta: { topics: ['settings'] } }))
  const may = firm.data?.permissions.includes('fields.manage') ?? false
  const meta = { topics: ['settings', 'contacts', 'companies', 'deals'] }
  const { data, error, refetch } = useQuery(
    orpc.fields.list.queryOptions({ input: { record, archived: true }, meta }),
  )
  const { data: usage } = useQuery(orpc.fields.usage.queryOptions({ input: { record }, meta, enabled: may }))
  const usageOf = (id: string) => usage?.rows.find((row) => row.id === id)
  const live = data?.rows.filter((field) => !field.archivedAt)
  const away = data?.rows.filter((field) => field.archivedAt) ?? []
  const { one, many } = recordWords[record]
  return (
    <Page
      title="Fields"
      narrow
      actions={may && <Button onClick={() => setEditing('new')}>New field</Button>}
      tabs={records.map((it) => ({
        label: recordWords[it].title,
        to: it === 'contact' ? '/settings/fields' : `/settings/fields?of=${it}`,
      }))}
    >
      <div className={css.stack}>
        {firm.data && !may && (
          <Notice title="You can look, and not change">An owner or a marketer can change fields.</Notice>
        )}
        {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
        {!error && !data && <Loading lines={5} />}
        {live?.length === 0 && (
          <EmptyState
            icon={<IconForms size={22} />}
            title="No fields of your own yet"
            action={may ? { label: 'Add the first one', run: () => setEditing('new') } : undefined}
          >
            What you want to know of every {one} beyond name and address: it is shown on the page, in forms,
            filters and imports.
          </EmptyState>
        )}
        {live && live.length > 0 && (
          <ul className={css.list} aria-label={`Fields of ${many}`}>
            {live.map((field, at) => (
              <Row
                key={field.id}
                field={field}
                fields={live}
                at={at}
                usage={usageOf(field.id)}
                may={may}
                onEdit={() => setEditing(field)}
              />
            ))}
          </ul>
        )}
        {away.length > 0 && <Away fields={away} may={may} usageOf={usageOf} />}
      </div>
      <Modal
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={editing === 'new' ? `New field of ${many}` : 'Field'}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {editing && (
          <EditField
            record={record}
            field={editing === 'new' ? null : editing}
            usage={editing === 'new' ? undefined : usageOf(editing.id)}
            onDone={() => setEditing(null)}
          />
        )}
      </Modal>
    </Page>
  )
}

const progressIn = ({ done, total }: { done: number; total: number }) =>
  `computed for ${formatNumber(done)} of ${formatNumber(total)} so far`

const typeOf = ({ type, choices, relatesTo, formula }: Field) => {
  if (relatesTo) return relationWords[relatesTo]
  if (formula !== null) return `${typeWords[type]}, computed by ${formula}`
  return choices.length > 0 ? `${typeWords[type]} of ${choices.length}` : typeWords[type]
}

const filledIn = (usage: Usage | undefined, record: Field['record']) => {
  if (!usage) return null
  const { one, many } = recordWords[record]
  return usage.count === 0 ? 'used nowhere' : `${formatNumber(usage.count)} ${usage.count === 1 ? one : many}`
}

type RowProps = {
  field: Field
  fields: Field[]
  at: number
  usage: Usage | undefined
  may: boolean
  onEdit: () => void
}

function Row({ field, fields, at, usage, may, onEdit }: RowProps) {
  const reload = useReload()
  const { label, role, roleReason, record } = field
  const act = async (run: () => Promise<{ operationId: string | null }>, said: string) => {
    try {
      const { operationId } = await run()
      undoable(said, operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
    await reload()
  }
  const move = (to: number) => {
    const ids = fields.map((it) => it.id)
    return act(() => client.fields.order({ record, ids: moved(ids, at, to) }), `“${label}” is moved.`)
  }
  return (
    <li>
      {may && (
        <span className={css.moves}>
          <Steps called={label} at={at} count={fields.length} onStep={(to) => void move(to)} />
        </span>
      )}
      <span className={css.what}>
        <b dir="auto">{label}</b>
        {role !== 'plain' && <Tag accent="amber">{roleWords[role].label}</Tag>}
        <span className={css.dim}>
          {[
            typeOf(field),
            filledIn(usage, record),
            field.computing && progressIn(field.computing),
            role !== 'plain' && roleReason,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {may && (
        <Group gap="xs" wrap="nowrap">
          <Button size="compact-sm" variant="default" onClick={onEdit} aria-label={`Edit ${label}`}>
            Edit
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Put away ${label}`}
            onClick={() =>
              void act(
                () => client.fields.archive({ id: field.id }),
                `“${label}” is put away; what was filled in is kept.`,
              )
            }
          >
            Put away
          </Button>
        </Group>
      )}
    </li>
  )
}

function Away({
  fields,
  may,
  usageOf,
}: {
  fields: Field[]
  may: boolean
  usageOf: (id: string) => Usage | undefined
}) {
  const reload = useReload()
  const restore = async (field: Field) => {
    try {
      const { operationId } = await client.fields.restore({ id: field.id })
      undoable(`“${field.label}” is back with all that was filled in.`, operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
    await reload()
  }
  return (
    <Section title="Put away" count={fields.length}>
      <ul className={css.list}>
        {fields.map((field) => (
          <li key={field.id}>
            <span className={css.what}>
              <b dir="auto">{field.label}</b>
              <span className={css.dim}>
                {[typeOf(field), filledIn(usageOf(field.id), field.record)].filter(Boolean).join(' · ')}
              </span>
            </span>
            <span />
            {may && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Bring back ${field.label}`}
                onClick={() => void restore(field)}
              >
                Bring back
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function useReload() {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: orpc.fields.key() })
}
