import { ActionIcon, Menu, TextInput } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { formatDate, formatNumber } from '#ui/format'
import { Tag } from '#ui/pieces'
import { Link } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import css from './flow.module.css'

type Waiting = Awaited<ReturnType<typeof client.flow.waiting>>['rows'][number]
type Act = 'pull' | 'takeOff'
const asDay = (day: string) => new Date(`${day}T12:00:00`)

/** One who waits: how strong, since when, why, and, where everybody is seen, place and week. */
export function Row({ row, manages, many }: { row: Waiting; manages: boolean; many: boolean }) {
  const [act, setAct] = useState<Act | null>(null)
  return (
    <li>
      <span className={`b-number ${css.place}`}>{row.position !== null && formatNumber(row.position)}</span>
      <span className={css.what}>
        {/* Who waits is nobody's yet: whoever sees their own alone opens the person. */}
        <Link
          to={row.position === null ? `/people/${row.contactId}` : `/handovers/${row.handoverId}`}
          dir="auto"
        >
          {row.name}
        </Link>
        <span className={css.dim} dir="auto">
          {[row.company, many ? row.productLine.name : null].filter(Boolean).join(' · ')}
        </span>
        <span className={css.dim}>
          {row.why} · since {formatDate(row.since)}
        </span>
        {row.pulled && (
          <span dir="auto">
            <Tag accent="coral">Pulled forward</Tag> {row.pulled.by}: {row.pulled.reason}
          </span>
        )}
      </span>
      <span className={css.end}>
        <span className="b-number">{formatNumber(row.score)} points</span>
        {row.position !== null && (
          <span className={css.dim}>
            {row.week ? `about the week of ${formatDate(asDay(row.week))}` : 'no place in sight'}
          </span>
        )}
      </span>
      {manages && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={`What to do with ${row.name}`}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setAct('pull')}>Pull forward</Menu.Item>
            <Menu.Item onClick={() => setAct('takeOff')}>Take off the list</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {act && <Ask row={row} act={act} onDone={() => setAct(null)} />}
    </li>
  )
}

/** Both acts say why: it stands in the history that both sides read. */
function Ask({ row, act, onDone }: { row: Waiting; act: Act; onDone: () => void }) {
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: orpc.flow.key() })
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (text) => (text.trim().length < 3 ? 'Say why in a few words' : null) },
  })
  const saving = useSaving({
    form,
    save: ({ reason }) => client.flow[act]({ id: row.handoverId, reason: reason.trim() }),
    onSaved: ({ operationId }) => {
      onDone()
      void reload()
      undoable(
        act === 'pull' ? `${row.name} goes with the next place.` : `${row.name} is off the list.`,
        operationId,
        reload,
      )
    },
  })
  return (
    <div className={css.ask}>
      <SavingForm
        of={saving}
        submitLabel={act === 'pull' ? 'Pull forward' : 'Take off the list'}
        onCancel={onDone}
      >
        <TextInput
          label={act === 'pull' ? 'Why before the others?' : 'Why off the list?'}
          data-autofocus
          {...form.getInputProps('reason')}
        />
      </SavingForm>
    </div>
  )
}
