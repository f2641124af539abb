import { Button, Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc } from '#ui/client'
import { formatDate } from '#ui/format'
import { Notice, Tag } from '#ui/pieces'
import type { Onboarding } from '../contract.ts'
import css from './onboarding.module.css'
import { Promises } from './promises.tsx'
import { useAct } from './use-onboarding.ts'

/** A sale on its way: what was promised, with whom it is, what to do. */
export function Card({ row }: { row: Onboarding }) {
  return (
    <div className={css.card}>
      <State row={row} />
      <Words key={row.words} row={row} />
      <Promises row={row} />
      <Acts row={row} />
    </div>
  )
}

function State({ row: { state, byRule, receiver, from, question, at } }: { row: Onboarding }) {
  if (state === 'nobody_named')
    return (
      <Notice title="Not handed over">
        The deal names no person yet. Name one on it, and it goes to {receiver.name}.
      </Notice>
    )
  if (state === 'sent_back')
    return (
      <Notice title={`${receiver.name} asks what was promised`}>
        <bdi>{question}</bdi>
      </Notice>
    )
  return (
    <p className={css.dim}>
      {state === 'offered' ? (
        <>
          <Tag accent="amber">Waits for {receiver.name}</Tag> sold by <bdi>{from.name}</bdi>
        </>
      ) : (
        <>
          <bdi>{receiver.name}</bdi> looks after them{byRule ? '.' : ` since ${formatDate(at)}.`}
        </>
      )}
    </p>
  )
}

/** What was promised, in words; shown as missing until somebody says. */
function Words({ row: { dealId, words, may, promises } }: { row: Onboarding }) {
  const act = useAct()
  const [text, setText] = useState<string | null>(null)
  if (text !== null)
    return (
      <>
        <Textarea
          label="What was promised?"
          autosize
          minRows={2}
          maxLength={4000}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={css.acts}>
          <Button
            size="compact-sm"
            onClick={async () => {
              const said = await act(
                () => client.onboarding.say({ dealId, words: text.trim() || null }),
                'What was promised is written down.',
              )
              if (said) setText(null)
            }}
          >
            Save
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setText(null)}>
            Cancel
          </Button>
        </div>
      </>
    )
  const edit = may.edit && (
    <Button size="compact-sm" variant="default" onClick={() => setText(words ?? '')}>
      {words ? 'Edit the words' : 'Say what was promised'}
    </Button>
  )
  if (!words && promises.length === 0)
    return (
      <Notice title="What was promised is missing" action={edit || undefined}>
        Whoever looks after them should not have to guess.
      </Notice>
    )
  return (
    <>
      {words && (
        <p className={css.words} dir="auto">
          {words}
        </p>
      )}
      {edit && <div className={css.acts}>{edit}</div>}
    </>
  )
}

type Asking = 'ask' | 'answer' | 'move'
function Acts({ row }: { row: Onboarding }) {
  const { dealId, may, receiver } = row
  const act = useAct()
  const [asking, setAsking] = useState<Asking | null>(null)
  if (!may.accept && !may.ask && !may.answer && !may.move) return null
  return (
    <>
      <div className={css.acts}>
        {may.accept && (
          <Button
            size="compact-sm"
            onClick={() =>
              void act(() => client.onboarding.accept({ dealId }), 'They are yours to look after.')
            }
          >
            Take over
          </Button>
        )}
        {may.ask && (
          <Button size="compact-sm" variant="default" onClick={() => setAsking('ask')}>
            Ask what was promised
          </Button>
        )}
        {may.answer && (
          <Button size="compact-sm" onClick={() => setAsking('answer')}>
            Answer
          </Button>
        )}
        {may.move && (
          <Move
            row={row}
            open={asking === 'move'}
            onOpen={() => setAsking('move')}
            onClose={() => setAsking(null)}
          />
        )}
      </div>
      {(asking === 'ask' || asking === 'answer') && (
        <Say
          label={asking === 'ask' ? 'What is unclear?' : `What do you answer ${receiver.name}?`}
          button={asking === 'ask' ? 'Ask' : 'Answer and hand over'}
          onCancel={() => setAsking(null)}
          onSay={async (text) => {
            const said =
              asking === 'ask'
                ? await act(() => client.onboarding.ask({ dealId, question: text }), 'Whoever sold is asked.')
                : await act(
                    () => client.onboarding.answer({ dealId, answer: text }),
                    'Answered and handed over.',
                  )
            if (said) setAsking(null)
          }}
        />
      )}
    </>
  )
}

type SayProps = {
  label: string
  button: string
  onSay: (text: string) => Promise<void>
  onCancel: () => void
}
function Say({ label, button, onSay, onCancel }: SayProps) {
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const isShort = text.trim().length < 3
  return (
    <>
      <Textarea
        label={label}
        autosize
        minRows={2}
        maxLength={2000}
        autoFocus
        value={text}
        error={tried && isShort ? 'A few words' : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={css.acts}>
        <Button
          size="compact-sm"
          onClick={() => {
            setTried(true)
            if (!isShort) void onSay(text.trim())
          }}
        >
          {button}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </>
  )
}

type MoveProps = { row: Onboarding; open: boolean; onOpen: () => void; onClose: () => void }
/** Somebody else looks after them; nothing while one works alone. */
function Move({ row: { dealId, receiver }, open, onOpen, onClose }: MoveProps) {
  const act = useAct()
  const { data } = useQuery(orpc.members.list.queryOptions())
  const others =
    data?.rows.filter(
      ({ id, status, canSignIn }) => id !== receiver.id && status === 'active' && canSignIn,
    ) ?? []
  if (others.length === 0) return null
  if (!open)
    return (
      <Button size="compact-sm" variant="default" onClick={onOpen}>
        Give to a colleague
      </Button>
    )
  return (
    <Select
      aria-label="Who looks after them?"
      placeholder="Who looks after them?"
      size="xs"
      searchable
      autoFocus
      defaultDropdownOpened
      data={others.map(({ id, name }) => ({ value: id, label: name }))}
      onDropdownClose={onClose}
      onChange={(memberId) => {
        if (!memberId) return
        const name = others.find(({ id }) => id === memberId)?.name
        void act(() => client.onboarding.move({ dealId, memberId }), `${name} looks after them from now on.`)
        onClose()
      }}
    />
  )
}
