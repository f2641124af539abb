import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { problemText } from '#ui/client'
import { loadTypedDay } from '#ui/form'
import { formatNumber } from '#ui/format'
import { ErrorState, Loading } from '#ui/pieces'
import { type Column, type Pasted, shown } from '#ui/table'
import { undoable } from '#workspace/audit/screens'
import css from './lists.module.css'
import { type Cell, cellsOf } from './pasting.ts'
import type { Source } from './rows.ts'

const mostEdits = 5000
const mostShown = 200

type PasteDialogProps<Row> = {
  pasted: Pasted<Row>
  source: Source<Row>
  /** What a row is called. */
  name: Column<Row>
  onClose: () => void
  reload: () => Promise<unknown>
}
type Plan<Row> = { cells: Cell<Row>[]; beyond: number }

const values = (n: number) => `${formatNumber(n)} ${n === 1 ? 'value' : 'values'}`

/** What is pasted, before it is: which values change, and which can't be taken and why. Then all of it as one act. */
export default function PasteDialog<Row>({ pasted, source, name, onClose, reload }: PasteDialogProps<Row>) {
  const [plan, setPlan] = useState<Plan<Row>>()
  const [problem, setProblem] = useState<string>()
  const [saving, setSaving] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for what was pasted
  useEffect(() => {
    let gone = false
    const look = async () => {
      const language = document.documentElement.lang || navigator.language
      const { cells, beyond } = cellsOf(pasted, { language, dayIn: await loadTypedDay() })
      const asked = cells.filter((it) => it.change)
      if (asked.length > mostEdits)
        throw new Error(
          `These are ${values(asked.length)}. At most ${formatNumber(mostEdits)} are pasted at once.`,
        )
      const edits = asked.map((it) => it.change ?? {})
      const answer = edits.length > 0 ? await source.edits({ edits, preview: true }) : { refused: [] }
      const reasons = new Map(answer.refused.map(({ index, reason }) => [asked[index], reason]))
      const judged = cells.map((it) => {
        const refused = reasons.get(it) ?? it.refused
        return refused === undefined ? it : { ...it, refused }
      })
      if (!gone) setPlan({ cells: judged, beyond })
    }
    look().catch((error: unknown) => setProblem(problemText(error)))
    return () => {
      gone = true
    }
  }, [])
  const changes = plan?.cells.filter((it) => it.refused === undefined) ?? []
  const refused = plan?.cells.filter((it) => it.refused !== undefined) ?? []
  const save = async () => {
    setSaving(true)
    try {
      const done = await source.edits({ edits: changes.map((it) => it.change ?? {}) })
      onClose()
      await reload()
      const late =
        done.refused.length > 0 ? ` ${values(done.refused.length)} could not be taken any more.` : ''
      undoable(
        `${values(done.changed)} ${done.changed === 1 ? 'was' : 'were'} pasted.${late}`,
        done.changed > 0 ? done.operationId : null,
        reload,
      )
    } catch (error) {
      setProblem(problemText(error))
      setSaving(false)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title="Paste from a spreadsheet"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {problem && <ErrorState what={problem} kept="Nothing was changed." />}
      {!problem && !plan && <Loading lines={5} />}
      {!problem && plan && (
        <Stack>
          <Text size="sm" role="status">
            {changes.length === 0
              ? 'Nothing changes.'
              : `${values(changes.length)} ${changes.length === 1 ? 'changes' : 'change'}.`}
            {refused.length > 0 && ` ${values(refused.length)} can’t be taken.`}
            {plan.beyond > 0 &&
              ` ${values(plan.beyond)} ${plan.beyond === 1 ? 'lies' : 'lie'} beyond the rows and columns that are here.`}
          </Text>
          {plan.cells.length > 0 && <Preview cells={[...refused, ...changes]} name={name} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              data-autofocus
              disabled={changes.length === 0}
              loading={saving}
              onClick={() => void save()}
            >
              Change {values(changes.length)}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

function Preview<Row>({ cells, name }: { cells: Cell<Row>[]; name: Column<Row> }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={css.preview} tabIndex={0} aria-label="What is pasted">
      <table>
        <thead>
          <tr>
            <th scope="col">{name.title}</th>
            <th scope="col">Column</th>
            <th scope="col">Now</th>
            <th scope="col">Pasted</th>
            <th scope="col">What happens</th>
          </tr>
        </thead>
        <tbody>
          {cells.slice(0, mostShown).map(({ row, column, text, refused }, at) => (
            <tr key={at} data-refused={refused !== undefined || undefined}>
              <td dir="auto">{String(name.value(row) ?? '')}</td>
              <td>{column.title}</td>
              <td dir="auto">{shown(column, row) ?? '–'}</td>
              <td dir="auto">{text.trim() || '–'}</td>
              <td>{refused ?? (text.trim() ? 'Changes' : 'Is emptied')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {cells.length > mostShown && (
        <Text size="sm" c="dimmed" p="xs">
          And {formatNumber(cells.length - mostShown)} more.
        </Text>
      )}
    </section>
  )
}
