import { Button, Modal, Select, Stack, Text } from '@mantine/core'
import { createContext, use, useState } from 'react'
import { type Once, problemText, steadily } from '#ui/client'
import type { Finding, Option } from '#ui/form'
import { formatNumber } from '#ui/format'
import { confirm, failToast, toast, undoToast } from '#ui/pieces'
import { Slot } from '#ui/shell'
import { stayed, takeBack } from '#workspace/audit/screens'
import { BulkValue } from './bulk-value.tsx'
import type { Narrowing } from './rows.ts'
import { type Left, Stayed } from './stayed.tsx'

/** Whom an act is about: named rows, or all that match. */
export type Whom = { ids: string[] } | { where: Narrowing }
/** What came of it: all of it, or the first step, and the rest follows in the background. */
type Done = { operationId: string | null; state: 'done' | 'running'; count: number } & Left

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
  set: (whom: Whom, change: object, once: Once) => Promise<Done>
  remove?: ((whom: Whom, once: Once) => Promise<Done>) | undefined
  /** How removing reads where it is not the bin. */
  removal?: { act: string; body: string; told: (many: string, one: boolean) => string }
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

const bin: NonNullable<BulkSource['removal']> = {
  act: 'Delete',
  body: 'They go to the bin; undo brings them back.',
  told: (many, one) => `${many} ${one ? 'is' : 'are'} in the bin.`,
}

type Run = (
  told: (many: string, one: boolean) => string,
  act: (whom: Whom, once: Once) => Promise<Done>,
) => Promise<void>
/** For an act of another slice: how many are selected, and what does it and offers to take it back. */
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
  const [busy, setBusy] = useState(false)
  const [left, setLeft] = useState<Left & { done: number }>()
  const many = (n: number) => `${formatNumber(n)} ${nouns[n === 1 ? 0 : 1]}`
  const run: Run = async (told, act) => {
    setChoosing(false)
    setBusy(true)
    const made = await steadily((once) => act(whom, once)).catch((problem: unknown) => {
      failToast(problemText(problem), 'Nothing was changed.')
      return null
    })
    setBusy(false)
    if (!made) return
    const { operationId: id, state, count: done } = made
    // Of what goes on in the background the bar above every screen tells, and offers to take it back.
    if (made.stayed > 0 && state === 'done') setLeft({ stayed: made.stayed, first: made.first, done })
    else clear()
    await reload()
    if (id && done > 0 && state === 'done')
      undoToast(told(many(done), done === 1), async () => {
        const { conflicts } = await takeBack(id)
        await reload()
        if (conflicts.length > 0) toast(stayed(conflicts.length), 'amber')
      })
  }
  const removal = source.removal ?? bin
  const remove = async () => {
    const { remove: act } = source
    const sure = await confirm({
      title: `${removal.act} ${many(count)}?`,
      body: removal.body,
      action: `${removal.act} ${many(count)}`,
      danger: true,
    })
    if (sure && act) await run(removal.told, act)
  }
  return (
    <>
      <Button size="compact-sm" variant="default" loading={busy} onClick={() => setChoosing(true)}>
        Change
      </Button>
      {source.remove && (
        <Button size="compact-sm" variant="default" disabled={busy} onClick={() => void remove()}>
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
