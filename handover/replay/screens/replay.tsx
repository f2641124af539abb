import { Button, Select, Switch } from '@mantine/core'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { definitionTabs } from '#handover/scoring/screens'
import { day } from '#platform/http/contract'
import { client, orpc, problemText } from '#ui/client'
import { DateField } from '#ui/form'
import { dayKey, formatDay } from '#ui/format'
import { EmptyState, ErrorState, failToast, Loading, Notice, Progress } from '#ui/pieces'
import { Link, Page, useUrlParts } from '#ui/shell'
import type { Replay as Run } from '../contract.ts'
import css from './replay.module.css'
import { Result } from './result.tsx'

type Line = Awaited<ReturnType<typeof client.scoring.list>>[number]
const usualDays = 182
const dayMs = 86_400_000
/** Between looks at one that was asked for while it ran and is done by now. */
const pauseMs = 1000
const dayAgo = (days: number) => dayKey(new Date(Date.now() - days * dayMs))
export const asDay = (day: string) => new Date(`${day}T12:00:00`)

/**
 * What a draft of "strong enough" would have done in a past period, beside what was in force. The address names what is
 * compared and the period that is being chosen, so that whoever it is sent to sees the same.
 */
export default function Replay() {
  const [parts, change] = useUrlParts()
  const [picked, wanted] = [parts.get('id') ?? '', parts.get('line') ?? '']
  const {
    data: lines,
    error,
    refetch,
  } = useQuery(orpc.scoring.list.queryOptions({ meta: { topics: ['settings', 'handovers'] } }))
  const { data: named, error: lost } = useQuery(
    orpc.replay.get.queryOptions({
      input: { id: picked },
      enabled: picked !== '',
      placeholderData: keepPreviousData,
      meta: { topics: ['replays'] },
    }),
  )
  const ofLine = named?.productLineId ?? wanted
  const line = lines?.find(({ productLineId }) => productLineId === ofLine) ?? lines?.[0]
  const isThere = line && (picked === '' || named || lost)
  return (
    <Page
      title="Replay"
      tabs={definitionTabs(ofLine)}
      actions={
        lines &&
        lines.length > 1 && (
          <Select
            aria-label="Product line"
            allowDeselect={false}
            value={line?.productLineId ?? null}
            data={lines.map((it) => ({ value: it.productLineId, label: it.productLine }))}
            onChange={(value) => value && change({ line: value, id: null })}
          />
        )
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !isThere && <Loading lines={8} />}
      {isThere && <OfLine key={line.productLineId} line={line} named={named ?? null} lost={lost} />}
    </Page>
  )
}

type OfLineProps = { line: Line; named: Run | null; lost: Error | null }

function OfLine({ line, named, lost }: OfLineProps) {
  const { productLineId, draft } = line
  const [parts, change] = useUrlParts()
  const picked = parts.get('id')
  const pick = (id: string) => change({ line: productLineId, id })
  const { data, error, refetch } = useQuery(
    orpc.replay.list.queryOptions({ input: { productLineId }, meta: { topics: ['replays'] } }),
  )
  const runs = data?.rows ?? []
  const newest = runs[0]?.id
  // The newest one is named too: tomorrow there may be a newer one.
  useEffect(() => {
    if (!picked && newest) change({ line: productLineId, id: newest })
  }, [picked, newest, productLineId, change])
  const older = named?.id === picked ? named : undefined
  const shown = picked ? (runs.find(({ id }) => id === picked) ?? older) : undefined
  const choices = shown && !runs.some(({ id }) => id === shown.id) ? [...runs, shown] : runs
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
      {choices.length > 1 && (
        <Select
          label="Which replay"
          className={css.which}
          allowDeselect={false}
          value={shown?.id ?? null}
          data={choices.map((run) => ({ value: run.id, label: nameOf(run) }))}
          onChange={(id) => id && pick(id)}
        />
      )}
      {lost && !shown && (
        <EmptyState
          title="This replay can’t be shown"
          {...(newest && { action: { label: 'Show the newest one', run: () => pick(newest) } })}
        >
          {problemText(lost)}
        </EmptyState>
      )}
      {data && runs.length === 0 && !lost && draft && (
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
  const [parts, change] = useUrlParts()
  const dayIn = (name: string, usual: number) => day.safeParse(parts.get(name)).data ?? dayAgo(usual)
  const [from, to] = [dayIn('from', usualDays), dayIn('to', -1)]
  const today = parts.get('verdicts') === 'as_judged_today'
  const [problem, setProblem] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  const begin = async () => {
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
        <DateField label="From" value={from} onChange={(from) => change({ from })} />
      </div>
      <div>
        <DateField label="Up to" value={to} onChange={(to) => change({ to })} />
      </div>
      <Switch
        label="Count what was found out later"
        description="Machines and retractions as judged today"
        checked={today}
        onChange={(event) => change({ verdicts: event.currentTarget.checked ? 'as_judged_today' : null })}
      />
      <Button type="submit" loading={sending} disabled={busy}>
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
      refetchInterval: ({ state }) => (state.data?.state === 'running' ? pauseMs : false),
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
  // What was asked for while it ran is a part of it.
  return data?.state === 'done' ? <Result result={data} line={line} /> : <Loading lines={8} />
}
