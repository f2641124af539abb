import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { client, problemText } from '#ui/client'
import { sendOrKeep } from '#ui/outbox'
import { Notice } from '#ui/pieces'
import type { Card } from '../contract.ts'
import css from './handovers.module.css'
import { Opened } from './opened.tsx'
import { type Channel, channelWords, outcomesOf } from './words.ts'

type Props = {
  card: Card
  /** The way is known: they are being called. */
  calling: boolean
  onDone: (operationId: string | null) => void
  onCancel: () => void
}

/** How did it go? One tap on the answer saves it. */
export function AttemptForm({ card: { id, who }, calling, onDone, onCancel }: Props) {
  const [channel, setChannel] = useState<Channel>(calling || who.phone || !who.email ? 'phone' : 'email')
  const [note, setNote] = useState('')
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  const save = useMutation({
    networkMode: 'always',
    mutationFn: (input: Parameters<typeof client.handovers.attempt>[0]) =>
      sendOrKeep('handovers.attempt', client.handovers.attempt, {
        input,
        label: `${channelWords[input.channel]}${input.note ? `: ${input.note}` : ''}`,
      }),
    onSuccess: (saved) => (saved ? onDone(saved.operationId) : onCancel()),
  })
  return (
    <Opened title={calling ? 'How did the call go?' : 'How did it go?'}>
      <div className={css.stack}>
        {!calling && (
          <fieldset className={css.ways}>
            <legend className={css.dim}>By what way</legend>
            {Object.entries(channelWords).map(([value, label]) => (
              <Button
                key={value}
                size="compact-sm"
                variant={value === channel ? 'light' : 'default'}
                aria-pressed={value === channel}
                onClick={() => setChannel(value as Channel)}
              >
                {label}
              </Button>
            ))}
          </fieldset>
        )}
        <Textarea
          label="Note"
          autosize
          minRows={1}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {save.error && (
          <Notice accent="red" title={problemText(save.error)}>
            Nothing was saved; what you typed is still here.
          </Notice>
        )}
        <div className={css.ways}>
          {outcomesOf[channel].map(({ value, label }, at) => (
            <Button
              key={value}
              ref={at === 0 ? first : undefined}
              variant="default"
              disabled={save.isPending}
              onClick={() =>
                save.mutate({ id, channel, outcome: value, ...(note.trim() && { note: note.trim() }) })
              }
            >
              {label}
            </Button>
          ))}
          <Button variant="subtle" color="gray" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      </div>
    </Opened>
  )
}
