import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { telephone } from '#ui/format'
import { Clock, ErrorState, Loading, Notice, Tag, undoToast } from '#ui/pieces'
import { Page, Slot, useParam } from '#ui/shell'
import type { Card } from '../contract.ts'
import { Acts, type Open } from './acts.tsx'
import { AttemptForm } from './attempt.tsx'
import { InDeal, Joined, PartOf } from './beside.tsx'
import { Permission, Promised, Why } from './evidence.tsx'
import css from './handovers.module.css'
import { takeBack, useReload } from './refused.ts'
import { Asked } from './rows.tsx'
import { Offers, Story, Tries } from './story.tsx'
import { Verdict } from './verdict.tsx'
import { clockWords, laneWords, stateWords } from './words.ts'

/** The card: what to say first, why now, until when; accept, send back, hand on, log a try. */
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
      <Whole key={card.id} card={card} />
    </Page>
  )
}

function Whole({ card }: { card: Card }) {
  const [open, setOpen] = useState<Open>(null)
  const reload = useReload()
  const written = (operationId: string | null) => {
    setOpen(null)
    undoToast('Try written down', operationId ? () => takeBack(operationId).then(reload) : undefined)
    void reload()
  }
  return (
    <div className={css.card}>
      <Head card={card}>
        {card.may.attempt && (open === 'call' || open === 'attempt') && (
          <AttemptForm
            card={card}
            calling={open === 'call'}
            onDone={written}
            onCancel={() => setOpen(null)}
          />
        )}
      </Head>
      <Joined card={card} />
      <Why card={card} />
      <Permission card={card} />
      <Promised card={card} />
      <Verdict card={card} />
      <Tries card={card} />
      <Offers card={card} />
      <Story card={card} />
      <Slot name="handover" id={card.id} />
      <Acts card={card} open={open} setOpen={setOpen} />
    </div>
  )
}

/** Who it is and what they want; what is opened about it stands below, so that both are seen. */
function Head({ card, children }: { card: Card; children: ReactNode }) {
  const { who } = card
  const place = [who.jobTitle, who.company, who.city].filter(Boolean).join(' · ')
  return (
    <div className={css.stack} data-about>
      <div className={css.tags}>
        <Tag accent={card.lane === 'asked' ? 'coral' : 'teal'}>{laneWords[card.lane]}</Tag>
        <Tag>{stateWords[card.state]}</Tag>
        {card.byRule && <Tag>By rule</Tag>}
        {card.clock && !card.clock.dueAt && <Tag>No cover</Tag>}
        <Asked row={card} />
        {card.withManager && <Tag accent="amber">With the manager</Tag>}
        {card.clock?.dueAt && (
          <Clock
            dueAt={card.clock.dueAt}
            startedAt={card.clock.startedAt}
            metAt={card.clock.metAt ?? undefined}
            label={clockWords[card.clock.kind]}
          />
        )}
      </div>
      {!card.receiver && (card.state === 'waiting' || card.state === 'offered') && (
        <Notice accent="amber" title={card.why || 'Nobody has it yet'}>
          {card.may.assign
            ? 'Nobody’s clock runs. Offer it to somebody, or it is tried again within the hour.'
            : 'Nobody’s clock runs. An owner or whoever manages sales can offer it to somebody.'}
        </Notice>
      )}
      <PartOf card={card} />
      <InDeal card={card} />
      <div>
        {!card.hidden && <div className={css.dim}>To begin with, say</div>}
        <p className={css.first} dir="auto">
          {card.first}
        </p>
      </div>
      {card.words && !card.first.includes(card.words) && (
        <blockquote className={css.words} dir="auto">
          {card.words}
        </blockquote>
      )}
      <div className={css.reach}>
        {place && <div className={css.dim}>{place}</div>}
        {card.hidden && <div className={css.dim}>How to reach them is shown after accepting.</div>}
        {who.phone && <Anchor href={telephone(who.phone)}>{who.phone}</Anchor>}
        {who.phone && who.email && ' · '}
        {who.email && <Anchor href={`mailto:${who.email}`}>{who.email}</Anchor>}
      </div>
      {card.note && <p className={css.dim}>Note: {card.note}</p>}
      {children}
    </div>
  )
}
