import { Button, Modal, NumberInput, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { client, problemText } from '#ui/client'
import { DateField, type Option } from '#ui/form'
import { formatNumber } from '#ui/format'
import { confirm, failToast, Progress, undoToast } from '#ui/pieces'
import type { Narrowing } from './rows.ts'

/** Whom an act is about: named rows, or all that match. */
export type Whom = { ids: string[] } | { where: Narrowing }
type Step = { after?: string; most: number }
type Done = { operationId: string | null; count: number; next: string | null }

/** Something that can be set on many at once. `change` is what the server is sent. */
export type BulkField = {
  id: string
  label: string
  kind: 'text' | 'number' | 'date' | 'choice' | 'tags'
  options?: Option[] | undefined
  change: (value: string | string[] | null) => object
}
export type BulkSource = {
  fields: BulkField[]
  set: (whom: Whom & Step, change: object) => Promise<Done>
  remove?: ((whom: Whom & Step) => Promise<Done>) | undefined
}
type BulkProps = {
  source: BulkSource
  whom: Whom
  count: number
  /** “person”, “people” */
  nouns: [string, string]
  clear: () => void
  reload: () => Promise<unknown>
}

const stepRows = 2000

/** What can be done with the rows that are selected: one change for all, or the bin. Each is taken back as a whole. */
export function BulkActs({ source, whom, count, nouns, clear, reload }: BulkProps) {
  const [choosing, setChoosing] = useState(false)
  const [job, setJob] = useState<{ label: string; done: number; startedAt: Date }>()
  const many = (n: number) => `${formatNumber(n)} ${nouns[n === 1 ? 0 : 1]}`
  const run = async (label: string, told: (n: number) => string, step: (it: Step) => Promise<Done>) => {
    setChoosing(false)
    const startedAt = new Date()
    setJob({ label, done: 0, startedAt })
    const operations: string[] = []
    let [done, after]: [number, string | null] = [0, null]
    try {
      do {
        const made: Done = await step({ most: stepRows, ...(after && { after }) })
        done += made.count
        after = made.next
        if (made.operationId) operations.push(made.operationId)
        setJob({ label, done, startedAt })
      } while (after)
      clear()
    } catch (problem) {
      failToast(problemText(problem), done > 0 ? `${many(done)} were done before.` : 'Nothing was changed.')
    }
    setJob(undefined)
    await reload()
    if (done > 0)
      undoToast(told(done), async () => {
        for (const id of operations.toReversed()) await client.audit.undo({ id })
        await reload()
      })
  }
  const remove = async () => {
    const { remove: step } = source
    const sure = await confirm({
      title: `Delete ${many(count)}?`,
      body: 'They go to the bin; undo brings them back.',
      action: `Delete ${many(count)}`,
      danger: true,
    })
    if (sure && step)
      await run(
        'Deleting',
        (n) => `${many(n)} ${n === 1 ? 'is' : 'are'} in the bin.`,
        (it) => step({ ...whom, ...it }),
      )
  }
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setChoosing(true)}>
        Change
      </Button>
      {source.remove && (
        <Button size="compact-sm" variant="default" onClick={() => void remove()}>
          Delete
        </Button>
      )}
      <Modal
        opened={choosing}
        onClose={() => setChoosing(false)}
        title={`Change ${many(count)}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Choose
          fields={source.fields}
          action={`Change ${many(count)}`}
          onDone={(change) =>
            void run(
              'Changing',
              (n) => `${many(n)} ${n === 1 ? 'was' : 'were'} changed.`,
              (it) => source.set({ ...whom, ...it }, change),
            )
          }
        />
      </Modal>
      <Modal opened={job !== undefined} onClose={() => {}} withCloseButton={false} title={job?.label}>
        {job && (
          <Progress
            label={job.label}
            done={job.done}
            total={count}
            state="running"
            startedAt={job.startedAt}
          />
        )}
      </Modal>
    </>
  )
}

type ChooseProps = { fields: BulkField[]; action: string; onDone: (change: object) => void }

function Choose({ fields, action, onDone }: ChooseProps) {
  const [id, setId] = useState<string | null>(null)
  const [value, setValue] = useState<string | string[] | null>(null)
  const field = fields.find((each) => each.id === id)
  const tagsMissing = field?.kind === 'tags' && (!Array.isArray(value) || value.length === 0)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (field && !tagsMissing) onDone(field.change(value))
      }}
    >
      <Stack>
        <Select
          label="What"
          placeholder="Choose what to change"
          searchable
          data={fields.map((each) => ({ value: each.id, label: each.label }))}
          value={id}
          onChange={(next) => {
            setId(next)
            setValue(null)
          }}
        />
        {field && <Value field={field} value={value} onChange={setValue} />}
        {field && field.kind !== 'tags' && (value === null || value === '') && (
          <Text size="sm" c="dimmed">
            Left empty, it is emptied for all of them.
          </Text>
        )}
        <Button type="submit" disabled={!field || tagsMissing}>
          {action}
        </Button>
      </Stack>
    </form>
  )
}

type ValueProps = {
  field: BulkField
  value: string | string[] | null
  onChange: (value: string | string[] | null) => void
}

function Value({ field, value, onChange }: ValueProps) {
  const text = typeof value === 'string' ? value : ''
  if (field.kind === 'tags')
    return (
      <TagsInput
        label="Tags"
        data={(field.options ?? []).map((option) => option.label)}
        value={Array.isArray(value) ? value : []}
        onChange={onChange}
      />
    )
  if (field.kind === 'choice')
    return (
      <Select
        label="To"
        clearable
        searchable
        data={field.options ?? []}
        value={text || null}
        onChange={onChange}
      />
    )
  if (field.kind === 'date') return <DateField label="To" value={text || null} onChange={onChange} />
  if (field.kind === 'number')
    return (
      <NumberInput label="To" value={text} onChange={(next) => onChange(next === '' ? null : String(next))} />
    )
  return (
    <TextInput label="To" value={text} onChange={(event) => onChange(event.currentTarget.value || null)} />
  )
}
