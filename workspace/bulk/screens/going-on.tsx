import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { failToast, Notice, Progress } from '#ui/pieces'
import { stayed, takeBack } from '#workspace/audit/screens'
import { Stayed } from '#workspace/lists/screens'
import { useMay } from '#workspace/members/screens'
import type { OwnAct } from '../contract.ts'
import css from './going-on.module.css'

const lookMs = 2_000

/** Above every screen of whoever asked: their acts on many that go on in the background, and what came of those that ended. */
export default function GoingOn() {
  const may = useMay('operations.undo')
  const { data, refetch } = useQuery(
    orpc.bulk.list.queryOptions({
      input: {},
      enabled: may === true,
      // Of its being taken back no topic tells how far it is.
      refetchInterval: ({ state }) =>
        state.data?.rows.some(({ operation }) => operation === 'undoing') ? lookMs : false,
    }),
  )
  const run = async (act: () => Promise<unknown>) => {
    await act().catch((problem: unknown) => failToast(problemText(problem)))
    await refetch()
  }
  return data?.rows.map((it) =>
    it.finishedAt ? <Ended key={it.id} it={it} run={run} /> : <Going key={it.id} it={it} run={run} />,
  )
}

type OneProps = { it: OwnAct; run: (act: () => Promise<unknown>) => Promise<void> }

function Going({ it, run }: OneProps) {
  // A step that is under way is waited for: what was asked is shown at once.
  const [asked, setAsked] = useState<'running' | 'paused' | 'stopped' | null>(null)
  const set = (state: 'running' | 'paused' | 'stopped') => () => {
    setAsked(state)
    void run(() => client.bulk.change({ id: it.id, state })).finally(() => setAsked(null))
  }
  const state = asked ?? it.state
  return (
    <>
      <Progress
        slim
        label={it.label}
        done={it.done + it.stayed}
        total={it.total}
        state={state === 'stopped' ? 'cancelled' : state === 'paused' ? 'paused' : 'running'}
        startedAt={it.beganAt}
        onPause={set('paused')}
        onResume={set('running')}
        onCancel={set('stopped')}
      />
      {it.problem && <Notice accent="red" title={it.problem} />}
    </>
  )
}

function Ended({ it, run }: OneProps) {
  const [named, setNamed] = useState<Awaited<ReturnType<typeof client.bulk.get>> | null>(null)
  const show = () => run(async () => setNamed(await client.bulk.get({ id: it.id })))
  const [taking, setTaking] = useState(false)
  const undo = () => {
    setTaking(true)
    return run(() => takeBack(it.id).finally(() => setTaking(false)))
  }
  const operation = taking ? 'undoing' : it.operation
  const isThere = operation === 'done'
  return (
    <>
      <Notice
        accent={it.problem ? 'amber' : 'gray'}
        title={`${it.label}. ${cameOf({ ...it, operation })}`}
        action={
          <span className={css.acts}>
            {isThere && it.stayed > 0 && (
              <Button size="compact-sm" variant="subtle" onClick={() => void show()}>
                Which stayed
              </Button>
            )}
            {isThere && it.done > 0 && (
              <Button size="compact-sm" variant="default" onClick={() => void undo()}>
                Undo
              </Button>
            )}
            {operation !== 'undoing' && (
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                onClick={() => void run(() => client.bulk.change({ id: it.id, seen: true }))}
              >
                Put aside
              </Button>
            )}
          </span>
        }
      >
        {it.problem}
      </Notice>
      <Stayed
        left={named}
        nouns={['record', 'records']}
        path={(id) => named?.first.find((one) => one.id === id)?.path ?? ''}
        onClose={() => setNamed(null)}
      >
        Of these something is in the way:
      </Stayed>
    </>
  )
}

function cameOf({ operation, kept, state, done, total, stayed: left }: OwnAct): string {
  if (operation === 'undoing') return 'Being taken back …'
  if (operation === 'undone') return kept > 0 ? `Taken back. ${stayed(kept)}` : 'Taken back.'
  const stays = left > 0 ? `, ${formatNumber(left)} stayed as they were` : ''
  const many = formatNumber(done)
  return state === 'done'
    ? `${many} done${stays}.`
    : `Stopped after ${many}${total === null ? '' : ` of ${formatNumber(total)}`}${stays}.`
}
