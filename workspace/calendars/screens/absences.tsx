import { Button, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { confirm, failToast, Tag, undoToast } from '#ui/pieces'
import { Section } from '#ui/record'
import { useUrl } from '#ui/shell'
import { type Absence, absencesIn, type Calendars, Days } from './absence.tsx'
import { Deciding } from './deciding.tsx'
import { Entering } from './entering.tsx'
import css from './hours.module.css'

/** Who is away and who stands in: nobody is offered anything while they are away. */
export function Absences({ calendars }: { calendars: Calendars }) {
  const [adding, setAdding] = useState(false)
  /** Where a notice leads: to decide on it, or to where it stands. */
  const [wanted, setWanted] = useUrl('absence')
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: orpc.calendars.key() })
  const all = absencesIn(calendars)
  const deciding = all.find(({ id, mayDecide }) => id === wanted && mayDecide)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' })
  }, [])
  const told = (said: string, operationId: string | null) => {
    setAdding(false)
    setWanted('')
    void reload()
    undoToast(said, operationId ? () => client.audit.undo({ id: operationId }).then(reload) : undefined)
  }
  const cancel = async (it: Absence) => {
    const { id, asksFor, state, fromAt } = it
    const isGranted = asksFor && state === 'granted' && fromAt > new Date()
    if (isGranted) {
      const body = 'It was granted. To be away after all you ask for it again.'
      const sure = await confirm({ title: 'Give this absence up?', body, action: 'Give it up' })
      if (!sure) return
    }
    try {
      const { operationId } = await client.calendars.cancelAbsence({ id })
      told(
        state === 'refused' ? 'It is removed.' : 'The absence is cancelled.',
        isGranted ? null : operationId,
      )
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
      <ul className={css.list} ref={list}>
        {all.map((it) => (
          <li key={it.id} aria-current={it.id === wanted || undefined}>
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
                <Button size="compact-sm" onClick={() => setWanted(it.id)}>
                  Decide
                </Button>
              )}
              {it.mayChange && (
                <Button size="compact-sm" variant="default" onClick={() => void cancel(it)}>
                  {it.state === 'refused' ? 'Remove' : 'Cancel'}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {deciding && <Deciding of={deciding} onClose={() => setWanted('')} onDone={told} />}
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
