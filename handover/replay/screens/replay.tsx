import { Button, Select, Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { definitionTabs } from '#handover/scoring/screens'
import { client, orpc, problemText } from '#ui/client'
import { DateField } from '#ui/form'
import { dayKey, formatDay } from '#ui/format'
import { EmptyState, ErrorState, failToast, Loading, Notice, Progress } from '#ui/pieces'
import { Link, Page, useUrl } from '#ui/shell'
import type { Replay as Run } from '../contract.ts'
import css from './replay.module.css'
import { Result } from './result.tsx'

type Line = Awaited<ReturnType<typeof client.scoring.list>>[number]
const usualDays = 182
const dayMs = 86_400_000
const dayAgo = (days: number) => dayKey(new Date(Date.now() - days * dayMs))
export const asDay = (day: string) => new Date(`${day}T12:00:00`)

/** What a draft of "strong enough" would have done in a past period, beside what was in force. */
export default function Replay() {
  const [wanted, choose] = useUrl('line')
  const {
    data: lines,
    error,
    refetch,
  } = useQuery(orpc.scoring.list.queryOptions({ meta: { topics: ['settings', 'handovers'] } }))
  const line = lines?.find(({ productLineId }) => productLineId === wanted) ?? lines?.[0]
  return (
    <Page
      title="Replay"
      tabs={definitionTabs(wanted)}
      actions={
        lines &&
        lines.length > 1 && (
          <Select
            aria-label="Product line"
            allowDeselect={false}
            value={line?.productLineId ?? null}
            data={lines.map((it) => ({ value: it.productLineId, label: it.productLine }))}
            onChange={(value) => value && choose(value)}
          />
        )
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !line && <Loading lines={8} />}
      {line && <OfLine key={line.productLineId} line={line} />}
    </Page>
  )
}

function OfLine({ line }: { line: Line }) {
  const { productLineId, draft } = line
  const [picked, pick] = useUrl('id')
  const { data, error, refetch } = useQuery(
    orpc.replay.list.queryOptions({ input: { productLineId }, meta: { topics: ['replays'] } }),
  )
  const runs = data?.rows ?? []
  const shown = runs.find(({ id }) => id === picked) ?? runs[0]
  const isRunning = runs.some(({ state }) => state === 'running')
  if (error) return <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
  return (
    <div className={css.stack}>
      {draft && draft.lanes === 'both' ? (
        <Begin line={line} busy={isRunning} onBegun={pick} />
      ) : (
        <Notice title="Nothing to replay yet">
          {draft ? 'The draft passes on only who asks for sales.' : 'There is no draft.'} Write under{' '}
          <Link to={`/handovers/strong-enough?line=${productLineId}`}>Strong enough</Link> what it could mean,
          and save the draft.
        </Notice>
      )}
      {runs.length > 1 && (
        <Select
          label="Which replay"
          className={css.which}
          allowDeselect={false}
          value={shown?.id ?? null}
          data={runs.map((run) => ({ value: run.id, label: nameOf(run) }))}
          onChange={(id) => id && pick(id)}
        />
      )}
      {data && !shown && draft && (
        <EmptyState title="No replay yet">
          Choose a period in which people did something. Everybody is followed up to the day they were really
          handed over; nobody is told and nothing changes.
        </EmptyState>
      )}
      {shown && <Shown key={shown.id} run={shown} line={line} />}
    </div>
  )
}

const nameOf = (run: Run) =>
  `Version ${run.version}, ${formatDay(asDay(run.from))} to ${formatDay(asDay(run.to))}${run.state === 'done' ? '' : ` (${run.state})`}`

function Begin({ line, busy, onBegun }: { line: Line; busy: boolean; onBegun: (id: string) => void }) {
  const queries = useQueryClient()
  const [from, setFrom] = useState<string | null>(dayAgo(usualDays))
  const [to, setTo] = useState<string | null>(dayAgo(-1))
  const [today, setToday] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  const begin = async () => {
    if (!from || !to) return
    setSending(true)
    setProblem(null)
    try {
      const { id } = await client.replay.start({
        productLineId: line.productLineId,
        from,
        to,
        verdicts: today ? 'as_judged_today' : 'as_known',
      })
      await queries.invalidateQueries({ queryKey: orpc.replay.key() })
      onBegun(id)
    } catch (error) {
      setProblem(problemText(error))
    }
    setSending(false)
  }
  return (
    <form
      className={css.begin}
      onSubmit={(event) => {
        event.preventDefault()
        void begin()
      }}
    >
      <div>
        <DateField label="From" value={from} onChange={setFrom} />
      </div>
      <div>
        <DateField label="Up to" value={to} onChange={setTo} />
      </div>
      <Switch
        label="Count what was found out later"
        description="Machines and retractions as judged today"
        checked={today}
        onChange={(event) => setToday(event.currentTarget.checked)}
      />
      <Button type="submit" loading={sending} disabled={busy || !from || !to}>
        Replay draft version {line.draft?.version}
      </Button>
      {problem && (
        <p role="alert" className={css.problem}>
          {problem}
        </p>
      )}
    </form>
  )
}

function Shown({ run, line }: { run: Run; line: Line }) {
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(
    orpc.replay.get.queryOptions({
      input: { id: run.id },
      enabled: run.state === 'done',
      meta: { topics: ['replays'] },
    }),
  )
  const cancel = async () => {
    try {
      await client.replay.cancel({ id: run.id })
      await queries.invalidateQueries({ queryKey: orpc.replay.key() })
    } catch (problem) {
      failToast(problemText(problem), 'The replay goes on.')
    }
  }
  if (error) return <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
  if (run.state === 'failed') return <ErrorState what={run.problem ?? 'The replay failed'} />
  if (run.state === 'cancelled')
    return (
      <EmptyState title="This replay was cancelled">
        It had walked {run.done} of {run.total} people. Begin it again above.
      </EmptyState>
    )
  if (run.state === 'running')
    return (
      <Progress
        label="People walked"
        state="running"
        done={run.done}
        total={run.total}
        startedAt={run.startedAt}
        onCancel={() => void cancel()}
      />
    )
  return data ? <Result result={data} line={line} /> : <Loading lines={8} />
}
