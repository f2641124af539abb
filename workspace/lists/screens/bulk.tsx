import { Button, Modal, Select, Stack, Text } from '@mantine/core'
import { createContext, use, useState } from 'react'
import { type Once, problemText, steadily } from '#ui/client'
import type { Finding, Option } from '#ui/form'
import { formatNumber } from '#ui/format'
import { confirm, failToast, Progress, toast, undoToast } from '#ui/pieces'
import { Slot } from '#ui/shell'
import { stayed, takeBack } from '#workspace/audit/screens'
import { BulkValue } from './bulk-value.tsx'
import type { Narrowing } from './rows.ts'
import { type Left, Stayed } from './stayed.tsx'

/** Whom an act is about: named rows, or all that match. */
export type Whom = { ids: string[] } | { where: Narrowing }
type Step = { after?: string; most: number; operationId?: string }
type Done = { operationId: string | null; count: number; next: string | null } & Partial<Left>

/** Something that can be set on many at once. `change` is what the server is sent. */
export type BulkField = {
  id: string
  label: string
  kind: 'text' | 'prose' | 'number' | 'money' | 'date' | 'choice' | 'choices' | 'tags' | 'found'
  options?: Option[] | undefined
  finding?: Finding | undefined
  /** Of money, whose value is whole minor units. */
  currency?: string | undefined
  /** It can't be emptied. */
  needed?: true
  change: (value: string | string[] | null) => object
}
export type BulkSource = {
  fields: BulkField[]
  set: (whom: Whom & Step, change: object, once: Once) => Promise<Done>
  remove?: ((whom: Whom & Step, once: Once) => Promise<Done>) | undefined
  /** How removing reads where it is not the bin. */
  removal?: { act: string; acting: string; body: string; told: (many: string, one: boolean) => string }
  /** Where a record is looked at, of which some may stay as they are. */
  path?: (id: string) => string
}
type BulkProps = {
  /** Slices above put more acts into the slot `bulk.contact`. */
  record?: 'contact' | 'company' | undefined
  source: BulkSource
  whom: Whom
  count: number
  /** “person”, “people” */
  nouns: [string, string]
  clear: () => void
  reload: () => Promise<unknown>
}

const stepRows = 2000
const mostNamed = 100
const bin: NonNullable<BulkSource['removal']> = {
  act: 'Delete',
  acting: 'Deleting',
  body: 'They go to the bin; undo brings them back.',
  told: (many, one) => `${many} ${one ? 'is' : 'are'} in the bin.`,
}

type Run = (
  label: string,
  told: (many: string, one: boolean) => string,
  step: (it: Whom & Step, once: Once) => Promise<Done>,
) => Promise<void>
/** For an act of another slice: how many are selected, and what does it step by step and offers to take it back. */
type Bulk = { count: number; many: (n: number) => string; run: Run }
const BulkContext = createContext<Bulk | null>(null)
export function useBulk(): Bulk {
  const bulk = use(BulkContext)
  if (!bulk) throw new Error('Only a panel of a bulk slot can act on what is selected')
  return bulk
}

/** What can be done with the rows that are selected: one change for all, or the bin. Each is one act, taken back as a whole. */
export function BulkActs({ record, source, whom, count, nouns, clear, reload }: BulkProps) {
  const [choosing, setChoosing] = useState(false)
  const [job, setJob] = useState<{ label: string; done: number; startedAt: Date }>()
  const [left, setLeft] = useState<Left & { done: number }>()
  const many = (n: number) => `${formatNumber(n)} ${nouns[n === 1 ? 0 : 1]}`
  const run: Run = async (label, told, step) => {
    setChoosing(false)
    const startedAt = new Date()
    setJob({ label, done: 0, startedAt })
    let [done, after, operationId]: [number, string | null, string | null] = [0, null, null]
    const staying: Left = { stayed: 0, first: [] }
    try {
      do {
        const it = { ...whom, most: stepRows, ...(after && { after }), ...(operationId && { operationId }) }
        const made: Done = await steadily((once) => step(it, once))
        done += made.count
        after = made.next
        operationId = made.operationId
        staying.stayed += made.stayed ?? 0
        staying.first = [...staying.first, ...(made.first ?? [])].slice(0, mostNamed)
        setJob({ label, done: done + staying.stayed, startedAt })
      } while (after)
      if (staying.stayed > 0) setLeft({ ...staying, done })
      else clear()
    } catch (problem) {
      failToast(problemText(problem), done > 0 ? `${many(done)} were done before.` : 'Nothing was changed.')
    }
    setJob(undefined)
    await reload()
    const id = operationId
    if (id && done > 0)
      undoToast(told(many(done), done === 1), async () => {
        const { conflicts } = await takeBack(id)
        await reload()
        if (conflicts.length > 0) toast(`${stayed(conflicts.length)}, because of changes since.`, 'amber')
      })
  }
  const removal = source.removal ?? bin
  const remove = async () => {
    const { remove: step } = source
    const sure = await confirm({
      title: `${removal.act} ${many(count)}?`,
      body: removal.body,
      action: `${removal.act} ${many(count)}`,
      danger: true,
    })
    if (sure && step) await run(removal.acting, removal.told, step)
  }
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setChoosing(true)}>
        Change
      </Button>
      {source.remove && (
        <Button size="compact-sm" variant="default" onClick={() => void remove()}>
          {removal.act}
        </Button>
      )}
      {record && (
        <BulkContext value={{ count, many, run }}>
          <Slot name={`bulk.${record}`} quiet />
        </BulkContext>
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
              (those, one) => `${those} ${one ? 'was' : 'were'} changed.`,
              (it, once) => source.set(it, change, once),
            )
          }
        />
      </Modal>
      {source.path && (
        <Stayed
          left={left ?? null}
          nouns={nouns}
          path={source.path}
          onClose={() => {
            setLeft(undefined)
            clear()
          }}
        >
          {left && left.done > 0
            ? `${many(left.done)} ${left.done === 1 ? 'was' : 'were'} changed; of these something is in the way:`
            : 'None was changed:'}
        </Stayed>
      )}
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
  const missing =
    field?.kind === 'tags' ? !Array.isArray(value) || value.length === 0 : field?.needed === true && !value
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (field && !missing) onDone(field.change(value))
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
        {field && <BulkValue field={field} value={value} onChange={setValue} />}
        {field && !field.needed && field.kind !== 'tags' && (value === null || value === '') && (
          <Text size="sm" c="dimmed">
            Left empty, it is emptied for all of them.
          </Text>
        )}
        <Button type="submit" disabled={!field || missing}>
          {action}
        </Button>
      </Stack>
    </form>
  )
}
