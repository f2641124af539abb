import { Button, TextInput } from '@mantine/core'
import { type Ref, useState } from 'react'
import { client } from '#ui/client'
import { dayKey, formatDate, useNow } from '#ui/format'
import { readLine } from '../line.ts'
import { asDate } from './due.ts'
import { useAct } from './saving.ts'
import css from './tasks.module.css'

export type Of = { contactId?: string; companyId?: string; dealId?: string; handoverId?: string }
type Props = { of?: Of | undefined; field?: Ref<HTMLInputElement> | undefined; label?: string | undefined }

const minuteMs = 60_000

/** A task in one line: the words at its end say when. Enter makes it. */
export function AddTask({ of = {}, field, label = 'Add a task' }: Props) {
  const act = useAct()
  const [text, setText] = useState('')
  const [saving, setSaving] = useState(false)
  const today = dayKey(useNow(minuteMs))
  const line = readLine(text, today)
  const when = line.dueOn && formatDate(asDate(line.dueOn)) + (line.dueTime ? `, ${line.dueTime}` : '')
  const add = async () => {
    if (!line.title || saving) return
    setSaving(true)
    const { title, dueOn, dueTime } = line
    const made = await act(
      () => client.tasks.create({ title, dueOn, dueTime, ...of }),
      when ? `The task is due ${when}.` : 'The task is kept, without a day.',
    )
    if (made) setText('')
    setSaving(false)
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
        ref={field}
        aria-label={label}
        placeholder="Send the offer tomorrow 14:30"
        maxLength={500}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        description={
          text.trim()
            ? when
              ? `“${line.title}”, due ${when}`
              : 'No day yet. End with tomorrow, Friday, in 3 days, 24.12. or 14:30.'
            : undefined
        }
        inputWrapperOrder={['input', 'description']}
      />
      <Button type="submit" variant="default" loading={saving} disabled={!line.title}>
        Add
      </Button>
    </form>
  )
}
