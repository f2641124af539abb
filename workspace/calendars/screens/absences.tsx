import { Button, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { failToast, Tag, undoToast } from '#ui/pieces'
import { Section } from '#ui/record'
import { type Absence, absencesIn, type Calendars, Days } from './absence.tsx'
import { Deciding } from './deciding.tsx'
import { Entering } from './entering.tsx'
import css from './hours.module.css'

/** Who is away and who stands in: nobody is offered anything while they are away. */
export function Absences({ calendars }: { calendars: Calendars }) {
  const [adding, setAdding] = useState(false)
  const [deciding, setDeciding] = useState<Absence | null>(null)
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: orpc.calendars.key() })
  const all = absencesIn(calendars)
  const told = (said: string, operationId: string | null) => {
    setAdding(false)
    setDeciding(null)
    void reload()
    undoToast(said, operationId ? () => client.audit.undo({ id: operationId }).then(reload) : undefined)
  }
  const cancel = async (id: string) => {
    try {
      const { operationId } = await client.calendars.cancelAbsence({ id })
      told('The absence is cancelled.', operationId)
    } catch (error) {
      failToast(problemText(error), 'Nothing was changed.')
      await reload()
    }
  }
  return (
    <Section
      title="Absences"
      count={all.length}
      actions={
        <Button size="compact-sm" variant="default" onClick={() => setAdding(true)}>
          Enter an absence
        </Button>
      }
    >
      {all.length === 0 && <p className={css.dim}>Nobody is away.</p>}
      <ul className={css.list}>
        {all.map((it) => (
          <li key={it.id}>
            <b dir="auto">{it.name}</b>
            <Days of={it} />
            {it.state === 'asked' && <Tag accent="amber">Asked for</Tag>}
            {it.state === 'refused' && (
              <span>
                <Tag accent="red">Refused</Tag> <bdi>{it.refusal}</bdi>
              </span>
            )}
            <span className={css.acts}>
              {it.mayDecide && (
                <Button size="compact-sm" onClick={() => setDeciding(it)}>
                  Decide
                </Button>
              )}
              {it.mayChange && (
                <Button size="compact-sm" variant="default" onClick={() => void cancel(it.id)}>
                  {it.state === 'refused' ? 'Remove' : 'Cancel'}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {deciding && <Deciding of={deciding} onClose={() => setDeciding(null)} onDone={told} />}
      <Modal
        opened={adding}
        onClose={() => setAdding(false)}
        title="Absence"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Entering
          calendars={calendars}
          onCancel={() => setAdding(false)}
          onDone={({ state, operationId }) =>
            told(
              state === 'asked' ? 'It is asked for. A manager decides.' : 'The absence is entered.',
              operationId,
            )
          }
        />
      </Modal>
    </Section>
  )
}
