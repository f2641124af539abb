import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { type Channel, channelWords, outcomesOf } from '#handover/handovers/screens'
import { client, orpc, problemText } from '#ui/client'
import { useKeys } from '#ui/keys'
import { sendOrKeep } from '#ui/outbox'
import { Notice } from '#ui/pieces'
import { Section } from '#ui/record'
import { undoable } from '#workspace/audit/screens'
import css from './talk.module.css'

type Of = { contactId: string } | { dealId: string }

/** A call, mail or meeting: one tap says by what way, one how it went. */
export function Talk({ of, withWhom }: { of: Of | null; withWhom?: ReactNode }) {
  const queries = useQueryClient()
  const [channel, setChannel] = useState<Channel | null>(null)
  const [note, setNote] = useState('')
  const reload = () =>
    Promise.all(
      [orpc.timeline.key(), orpc.deals.key(), orpc.handovers.key()].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    )
  const area = useRef<HTMLDivElement>(null)
  const begin = (way: Channel) => {
    setChannel(way)
    requestAnimationFrame(() => area.current?.querySelector('textarea')?.focus())
  }
  useKeys(
    {
      c: { says: 'Log a call', run: () => begin('phone') },
      m: { says: 'Log a meeting', run: () => begin('meeting') },
    },
    { group: 'Record' },
  )
  const save = useMutation({
    // Without a network it is kept on this device rather than left to wait in this tab.
    networkMode: 'always',
    mutationFn: (input: Parameters<typeof client.talks.add>[0]) =>
      sendOrKeep('talks.add', client.talks.add, {
        input,
        label: `${channelWords[input.channel]}${input.note ? `: ${input.note}` : ''}`,
      }),
    onSuccess: (saved) => {
      setChannel(null)
      setNote('')
      if (!saved) return
      void reload()
      undoable('It is written down.', saved.operationId, reload)
    },
  })
  return (
    <Section title="Log a talk">
      <div className={css.stack} ref={area}>
        <fieldset className={css.ways} aria-label="By what way">
          {(Object.keys(channelWords) as Channel[]).map((value) => (
            <Button
              key={value}
              size="compact-sm"
              variant={value === channel ? 'light' : 'default'}
              aria-pressed={value === channel}
              onClick={() => setChannel(value === channel ? null : value)}
            >
              {channelWords[value]}
            </Button>
          ))}
        </fieldset>
        {channel && (
          <>
            {withWhom}
            <Textarea
              label="What was said"
              autosize
              minRows={2}
              dir="auto"
              maxLength={2000}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            {save.error && (
              <Notice accent="red" title={problemText(save.error)}>
                Nothing was saved; what you typed is still here.
              </Notice>
            )}
            <fieldset className={css.ways} aria-label="How did it go?">
              {outcomesOf[channel].map(({ value, label }) => (
                <Button
                  key={value}
                  size="compact-sm"
                  disabled={save.isPending || !of}
                  onClick={() =>
                    of &&
                    save.mutate({ ...of, channel, outcome: value, ...(note.trim() && { note: note.trim() }) })
                  }
                >
                  {label}
                </Button>
              ))}
            </fieldset>
          </>
        )}
      </div>
    </Section>
  )
}
