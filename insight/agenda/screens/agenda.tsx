import { Select } from '@mantine/core'
import { IconCalendarCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { reasonLabel } from '#handover/handovers/contract'
import { type client, orpc, problemText } from '#ui/client'
import { formatDate, formatDateTime, formatDay, formatNumber } from '#ui/format'
import { EmptyState, ErrorState, Loading, Tag } from '#ui/pieces'
import { Link, Page, useUrl } from '#ui/shell'
import { useMay } from '#workspace/members/screens'
import { dutyWords, proposalTexts, triesText } from '../words.ts'
import css from './agenda.module.css'
import { ReplayChange } from './replay-change.tsx'

type Loaded = Awaited<ReturnType<typeof client.feedback.agenda>>
const asDay = (day: string) => new Date(`${day}T12:00:00`)
const contestWords = {
  contested: { label: 'waits for a decision', accent: 'amber' },
  upheld: { label: 'upheld', accent: 'teal' },
  overruled: { label: 'overruled', accent: 'coral' },
} as const

/** What both sides talk about on a Monday; it writes itself. */
export default function Agenda() {
  const [monday, pick] = useUrl('monday')
  const { data, error, refetch } = useQuery(
    orpc.feedback.agenda.queryOptions({
      input: monday ? { monday } : {},
      meta: { topics: ['agenda', 'handovers', 'deals', 'requests'] },
    }),
  )
  return (
    <Page
      title="Agenda"
      actions={
        data &&
        data.mondays.length > 0 && (
          <Select
            aria-label="Which Monday"
            allowDeselect={false}
            value={data.monday}
            data={data.mondays.map((day) => ({ value: day, label: formatDate(asDay(day)) }))}
            onChange={(day) => day && pick(day)}
          />
        )
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={8} />}
      {data && <Points agenda={data} />}
    </Page>
  )
}

function Points({ agenda }: { agenda: Loaded }) {
  const { breaches, contests, unanswered, requests, regrets, tries, unscored, top, proposal } = agenda
  const last = new Date(agenda.to.getTime() - 1)
  const isQuiet =
    [breaches, contests, unanswered, requests, regrets, unscored].every(({ length }) => length === 0) &&
    top === null
  const sales = breaches.filter(({ duty }) => duty !== 'verdict')
  const marketing = breaches.filter(({ duty }) => duty === 'verdict')
  const replay = proposal?.replay
  const mayReplay = useMay('scoring.manage')
  return (
    <div className={css.points}>
      <p className={css.dim}>
        {formatDay(agenda.from)} to {formatDay(last)}
        {agenda.written ? ', as it stood on Monday.' : ', so far. It is written on Monday at seven.'}
      </p>
      {isQuiet && (
        <EmptyState icon={<IconCalendarCheck size={22} />} title="Nothing to talk about">
          No clock was missed, nothing is contested, and nobody bought past the seam
          {agenda.isPart ? ', as far as you see.' : '.'}
        </EmptyState>
      )}
      <Point title="Clocks that sales missed" count={sales.length}>
        {sales.map((it) => (
          <Row key={`${it.handoverId} ${it.duty}`} to={`/handovers/${it.handoverId}`} name={it.name}>
            {dutyWords[it.duty]}, due {formatDateTime(it.dueAt)}
            {it.member && <bdi>{it.member}</bdi>}
          </Row>
        ))}
      </Point>
      <Point title="Answers that marketing missed" count={marketing.length}>
        {marketing.map((it) => (
          <Row key={it.handoverId} to={`/handovers/${it.handoverId}`} name={it.name}>
            due {formatDateTime(it.dueAt)}
            {it.byRule && <Tag>agreed by rule</Tag>}
            {it.member && <bdi>{it.member}</bdi>}
          </Row>
        ))}
      </Point>
      <Point title="Send-backs that wait for marketing’s answer" count={unanswered.length}>
        {unanswered.map((it) => (
          <Row key={it.handoverId} to={`/handovers/sent-back?open=${it.handoverId}`} name={it.name}>
            {reasonLabel(it.reason, agenda.ownReasons)}
            {it.dueAt && <span>due {formatDateTime(it.dueAt)}</span>}
          </Row>
        ))}
      </Point>
      <Point title="Contests" count={contests.length}>
        {contests.map((it) => (
          <Row key={it.handoverId} to={`/handovers/${it.handoverId}`} name={it.name}>
            {reasonLabel(it.reason, agenda.ownReasons)}
            <Tag accent={contestWords[it.state].accent}>{contestWords[it.state].label}</Tag>
          </Row>
        ))}
      </Point>
      <Point title="Content that sales waits for" count={requests.length}>
        {requests.map((it) => (
          <Row key={it.requestId} to={`/handovers/content?open=${it.requestId}`} name={it.title}>
            {it.deals > 0 && `${formatNumber(it.deals)} ${it.deals === 1 ? 'deal' : 'deals'}`}
            <bdi>{it.asker}</bdi>
          </Row>
        ))}
      </Point>
      <Point title="Regrets: sent back, and won after all" count={regrets.length}>
        {regrets.map((it) => (
          <Row key={it.handoverId} to={`/handovers/${it.handoverId}`} name={it.name}>
            {it.reason && `${reasonLabel(it.reason, agenda.ownReasons)}, `}
            sent back {formatDate(it.sentBackAt)}, won {formatDate(it.wonAt)}
          </Row>
        ))}
        {tries && (
          <li>
            <p>
              {triesText(tries, formatNumber)} <TriesNext agreement={tries.agreement} />
            </p>
          </li>
        )}
      </Point>
      <Point title="Missed: customers who were never ready before" count={unscored.length}>
        {unscored.map((it) => (
          <Row
            key={it.dealId}
            to={it.contactId ? `/people/${it.contactId}` : `/sales/deals/${it.dealId}`}
            name={it.name}
          >
            won {formatDate(it.wonAt)}
          </Row>
        ))}
      </Point>
      {top && (
        <Point title="The most frequent reason" count={1}>
          <li>
            <b>{reasonLabel(top.reason, agenda.ownReasons)}</b>
            <span>
              {formatNumber(top.count)} of {formatNumber(top.of)} send-backs
            </span>
          </li>
        </Point>
      )}
      {proposal && (
        <section className={css.proposal}>
          <h2>One change to talk about</h2>
          {proposalTexts(proposal, formatNumber).map((text) => (
            <p key={text}>{text}</p>
          ))}
          {mayReplay && !replay && proposal.change ? (
            <ReplayChange change={proposal.change} />
          ) : (
            <p>
              <Next proposal={proposal} mayReplay={mayReplay} />
            </p>
          )}
        </section>
      )}
    </div>
  )
}

/** Where the tries are agreed on. */
const TriesNext = ({ agreement }: { agreement: number | null }) =>
  agreement === null ? (
    <Link to="/settings/handovers">See the terms</Link>
  ) : (
    <Link to="/handovers/agreement">Draft the next agreement</Link>
  )

/** Where one goes on from there. */
function Next({
  proposal,
  mayReplay,
}: {
  proposal: NonNullable<Loaded['proposal']>
  mayReplay: boolean | undefined
}) {
  const { why, replay } = proposal
  if (mayReplay && replay)
    return (
      <Link to={`/handovers/replay?line=${replay.productLineId}&id=${replay.id}`}>
        See the replay, and approve it
      </Link>
    )
  // They had been strong enough already: another definition would not have found them sooner.
  if (why === 'regrets') return <Link to="/insight/came-back">See what was sent back and bought</Link>
  return (
    <Link to="/handovers/strong-enough">
      {mayReplay ? 'Write a draft and replay it' : 'See what is strong enough now'}
    </Link>
  )
}

function Point({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  if (count === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  )
}

function Row({ to, name, children }: { to: string; name: string; children: ReactNode }) {
  return (
    <li>
      <Link to={to} dir="auto">
        {name}
      </Link>
      <span>{children}</span>
    </li>
  )
}
