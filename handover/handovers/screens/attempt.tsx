import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { Notice } from '#ui/pieces'
import { Section } from '#ui/record'
import css from './handovers.module.css'
import { type Channel, channelWords, outcomesOf } from './words.ts'

type Props = { id: string; onDone: () => void; onCancel: () => void }

/** How did it go? One tap on the answer saves it. */
export function AttemptForm({ id, onDone, onCancel }: Props) {
  const [channel, setChannel] = useState<Channel>('phone')
  const [note, setNote] = useState('')
  const save = useMutation(orpc.handovers.attempt.mutationOptions({ onSuccess: onDone }))
  return (
    <Section title="How did it go?">
      <div className={css.stack}>
        <SegmentedControl
          fullWidth
          aria-label="By what way"
          value={channel}
          onChange={(value) => setChannel(value as Channel)}
          data={Object.entries(channelWords).map(([value, label]) => ({ value, label }))}
        />
        <Textarea
          label="Note"
          autosize
          minRows={1}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {save.error && <Notice accent="red" title={problemText(save.error)} />}
        <div className={css.acts}>
          {outcomesOf[channel].map(({ value, label }) => (
            <Button
              key={value}
              disabled={save.isPending}
              onClick={() =>
                save.mutate({ id, channel, outcome: value, ...(note.trim() && { note: note.trim() }) })
              }
            >
              {label}
            </Button>
          ))}
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      </div>
    </Section>
  )
}
