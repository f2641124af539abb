import { Anchor, Button } from '@mantine/core'
import { IconCheck, IconPhone } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc, problemOf, problemText } from '#ui/client'
import { formatDateTime } from '#ui/format'
import { Clock, ErrorState, failToast, Loading, Tag, toast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page, useParam } from '#ui/shell'
import type { Card } from '../contract.ts'
import { AttemptForm } from './attempt.tsx'
import css from './handovers.module.css'
import { SendBackForm } from './send-back.tsx'
import { channelWords, clockWords, gradeWords, laneWords, stateWords } from './words.ts'

/** The card: what to say first, why now, until when; accept, send back, log a try. */
export default function Handover() {
  const id = useParam('id')
  const { data: card, error, refetch } = useQuery(orpc.handovers.get.queryOptions({ input: { id } }))
  const crumbs = [{ label: 'Handovers', to: '/handovers' }]
  if (error)
    return (
      <Page title="Handover" crumbs={crumbs}>
        <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
      </Page>
    )
  if (!card)
    return (
      <Page title="Handover" crumbs={crumbs}>
        <Loading lines={8} />
      </Page>
    )
  return (
    <Page title={card.title} crumbs={crumbs}>
      <div className={css.card}>
        <Head card={card} />
        <Why card={card} />
        <Tries card={card} />
        <Story card={card} />
        <Acts card={card} />
      </div>
    </Page>
  )
}

function Head({ card }: { card: Card }) {
  const { who } = card
  const place = [who.jobTitle, who.company, who.city].filter(Boolean).join(' · ')
  return (
    <div className={css.stack}>
      <div className={css.tags}>
        <Tag accent={card.lane === 'asked' ? 'coral' : 'teal'}>{laneWords[card.lane]}</Tag>
        <Tag>{stateWords[card.state]}</Tag>
        {card.byRule && <Tag>By rule</Tag>}
        {card.clock?.dueAt && (
          <Clock
            dueAt={card.clock.dueAt}
            startedAt={card.clock.startedAt}
            metAt={card.clock.metAt ?? undefined}
            label={clockWords[card.clock.kind]}
          />
        )}
      </div>
      <p className={css.first} dir="auto">
        {card.first}
      </p>
      {card.words && (
        <blockquote className={css.words} dir="auto">
          {card.words}
        </blockquote>
      )}
      <div className={css.reach}>
        {place && <div className={css.dim}>{place}</div>}
        {card.hidden && <div className={css.dim}>How to reach them is shown after accepting.</div>}
        {who.phone && <Anchor href={`tel:${who.phone}`}>{who.phone}</Anchor>}
        {who.phone && who.email && ' · '}
        {who.email && <Anchor href={`mailto:${who.email}`}>{who.email}</Anchor>}
      </div>
      {card.note && <p className={css.dim}>Note: {card.note}</p>}
    </div>
  )
}

function Why({ card }: { card: Card }) {
  return (
    <Section title="Why now">
      <ul className={css.reasons}>
        {card.reasons.map((reason, at) => (
          <li key={at}>
            <span dir="auto">
              {reason.text}
              {reason.points !== null && <span className={css.dim}> +{reason.points}</span>}
            </span>
            <span className={css.dim}>
              {gradeWords[reason.grade]}
              {reason.at && `, ${formatDateTime(reason.at)}`}
            </span>
          </li>
        ))}
      </ul>
      {card.score && (
        <p className={css.dim}>
          Score {card.score.total}: fit {card.score.fit}, interest {card.score.interest}; ready from{' '}
          {card.score.enter} (version {card.score.version})
        </p>
      )}
      {card.source && (
        <p className={css.dim}>
          Came by {card.source.channel}
          {card.source.campaign && `, campaign ${card.source.campaign}`}
          {card.source.selfReported && `; says: ${card.source.selfReported}`}
        </p>
      )}
    </Section>
  )
}

function Tries({ card }: { card: Card }) {
  if (card.attempts.length === 0) return null
  return (
    <Section title="Tries to reach them" count={card.attempts.length}>
      <ul className={css.reasons}>
        {card.attempts.map((attempt) => (
          <li key={attempt.id}>
            <span>
              {channelWords[attempt.channel as keyof typeof channelWords] ?? attempt.channel}:{' '}
              {attempt.outcome.replace('_', ' ')}
              {attempt.note && ` · ${attempt.note}`}
            </span>
            <span className={css.dim}>
              {attempt.who}, {formatDateTime(attempt.at)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Story({ card }: { card: Card }) {
  return (
    <Section title="What happened">
      <ul className={css.reasons}>
        {card.history.map((step, at) => (
          <li key={at}>
            <span>
              {stateWords[step.state as keyof typeof stateWords] ?? step.state}
              {step.reason && `: ${step.reason}`}
            </span>
            <span className={css.dim}>
              {step.who}, {formatDateTime(step.at)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Acts({ card }: { card: Card }) {
  const queries = useQueryClient()
  const [open, setOpen] = useState<'send_back' | 'attempt' | null>(null)
  const reload = () => queries.invalidateQueries({ queryKey: orpc.handovers.key() })
  const done = (message: string) => {
    setOpen(null)
    toast(message, 'green')
    void reload()
  }
  const accept = useMutation(
    orpc.handovers.accept.mutationOptions({
      onSuccess: () => done(`${card.title} is yours.`),
      onError: (error) => {
        failToast(problemOf(error).message)
        void reload()
      },
    }),
  )
  if (open === 'send_back')
    return <SendBackForm id={card.id} onDone={() => done('Sent back.')} onCancel={() => setOpen(null)} />
  if (open === 'attempt')
    return <AttemptForm id={card.id} onDone={() => done('Written down.')} onCancel={() => setOpen(null)} />
  return (
    <div className={css.acts}>
      {card.may.answer && (
        <Button
          leftSection={<IconCheck size={16} />}
          loading={accept.isPending}
          onClick={() => accept.mutate({ id: card.id })}
        >
          Accept
        </Button>
      )}
      {card.may.attempt && (
        <Button
          variant={card.may.answer ? 'default' : 'filled'}
          leftSection={<IconPhone size={16} />}
          onClick={() => setOpen('attempt')}
        >
          Log a try
        </Button>
      )}
      {card.may.sendBack && (
        <Button variant="default" onClick={() => setOpen('send_back')}>
          Send back
        </Button>
      )}
    </div>
  )
}
