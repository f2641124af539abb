import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { client } from '#ui/client'
import { DateField } from '#ui/form'
import { formatDate } from '#ui/format'
import { Tag } from '#ui/pieces'
import type { Onboarding } from '../contract.ts'
import css from './onboarding.module.css'
import { useAct } from './use-onboarding.ts'

const asDay = (day: string) => new Date(`${day}T12:00:00`)

/** The promises one by one: ticked off when kept, late ones marked. */
export function Promises({ row: { dealId, promises, may } }: { row: Onboarding }) {
  const act = useAct()
  return (
    <>
      {promises.length > 0 && (
        <ul className={css.promises}>
          {promises.map((it) => (
            <li key={it.id}>
              <Checkbox
                aria-label={`Kept: ${it.text}`}
                checked={it.doneAt !== null}
                disabled={!may.edit}
                onChange={() =>
                  void act(
                    () => client.onboarding.editPromise({ id: it.id, done: it.doneAt === null }),
                    it.doneAt ? 'The promise is open again.' : 'The promise is kept.',
                  )
                }
              />
              <span className={css.text} data-done={it.doneAt ? true : undefined} dir="auto">
                {it.text}
                {it.doneAt ? (
                  <small>
                    {formatDate(it.doneAt)} by <bdi>{it.doneBy}</bdi>
                  </small>
                ) : (
                  it.dueOn && !it.late && <small>until {formatDate(asDay(it.dueOn))}</small>
                )}
              </span>
              {it.late && it.dueOn && <Tag accent="amber">was due {formatDate(asDay(it.dueOn))}</Tag>}
              {may.edit && !it.doneAt && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove: ${it.text}`}
                  onClick={() =>
                    void act(() => client.onboarding.removePromise({ id: it.id }), 'The promise is removed.')
                  }
                >
                  <IconX size={16} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      {may.edit && <Add dealId={dealId} />}
    </>
  )
}

function Add({ dealId }: { dealId: string }) {
  const act = useAct()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [dueOn, setDueOn] = useState<string | null>(null)
  if (!open)
    return (
      <div className={css.acts}>
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          Add a promise
        </Button>
      </div>
    )
  const add = async () => {
    if (!text.trim()) return
    const added = await act(
      () => client.onboarding.addPromise({ dealId, text: text.trim(), dueOn }),
      'The promise is written down.',
    )
    if (!added) return
    setText('')
    setDueOn(null)
    setOpen(false)
  }
  return (
    <form
      className={css.add}
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <TextInput
        label="Promise"
        maxLength={500}
        dir="auto"
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <DateField label="Until" value={dueOn} onChange={setDueOn} />
      <Button type="submit" disabled={!text.trim()}>
        Add
      </Button>
      <Button variant="default" onClick={() => setOpen(false)}>
        Cancel
      </Button>
    </form>
  )
}
