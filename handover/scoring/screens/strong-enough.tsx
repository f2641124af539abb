import { Button, Select } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { formatDate, formatDay, formatNumber } from '#ui/format'
import { ErrorState, failToast, Loading, Notice, Progress, toast } from '#ui/pieces'
import { Page, useUrl } from '#ui/shell'
import { Editor } from './editor.tsx'
import css from './scoring.module.css'
import { definitionTabs } from './tabs.ts'

type Line = Awaited<ReturnType<typeof client.scoring.list>>[number]
const worthwhile = 50

/** What "strong enough" means: asked only, or points for fit and interest; with what it would say of today's people. */
export default function StrongEnough() {
  const [wanted, choose] = useUrl('line')
  const { data, error, refetch } = useQuery(
    orpc.scoring.list.queryOptions({ meta: { topics: ['settings', 'handovers'] } }),
  )
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const line = data?.find(({ productLineId }) => productLineId === wanted) ?? data?.[0]
  return (
    <Page
      title="Strong enough"
      tabs={firm?.permissions.includes('scoring.manage') ? definitionTabs(wanted) : undefined}
      actions={
        data &&
        data.length > 1 && (
          <Select
            aria-label="Product line"
            allowDeselect={false}
            value={line?.productLineId ?? null}
            data={data.map((it) => ({ value: it.productLineId, label: it.productLine }))}
            onChange={(value) => value && choose(value)}
          />
        )
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !line && <Loading lines={8} />}
      {line && (
        <div className={css.stack}>
          <InForce line={line} />
          <Editor key={`${line.productLineId} ${line.draft?.id ?? line.inForce?.id}`} line={line} />
        </div>
      )}
    </Page>
  )
}

function InForce({ line }: { line: Line }) {
  const { inForce, preparing, decided } = line
  return (
    <>
      {preparing?.startsAt && preparing.done === 0 && <Waits startsAt={preparing.startsAt} line={line} />}
      {preparing && !(preparing.startsAt && preparing.done === 0) && (
        <Notice title="A new version is being computed">
          The old one is served until all people are done; nobody’s clock starts by it.
          <Progress
            label="People computed"
            state="running"
            done={preparing.done}
            total={preparing.total}
            startedAt={preparing.startedAt}
          />
        </Notice>
      )}
      <p className={css.dim}>
        {inForce
          ? `In force since ${inForce.fromAt ? formatDate(inForce.fromAt) : 'the start'}: version ${inForce.version}, ${
              inForce.lanes === 'asked'
                ? 'only who asks for sales is passed on'
                : `ready from ${inForce.content.enter} points`
            }.`
          : 'Nothing is in force.'}{' '}
        {decided < worthwhile &&
          `Sales has decided on ${formatNumber(decided)} leads so far; a score is worth setting up from about ${worthwhile}.`}
      </p>
      <p className={css.dim}>
        {inForce?.content.rules.some(({ axis }) => axis === 'interest')
          ? 'A customer, or somebody with an open deal, who is strong enough and does something that counts is a card for whoever has them, at most once a week.'
          : 'A customer, or somebody with an open deal, who reads a page on prices is a card for whoever has them, at most once a week.'}
      </p>
    </>
  )
}

/** A version that begins on a day, and the way to call it off. */
function Waits({ startsAt, line }: { startsAt: Date; line: Line }) {
  const queries = useQueryClient()
  const callOff = async () => {
    try {
      await client.scoring.callOff({ id: line.preparing?.definitionId ?? '' })
      await queries.invalidateQueries({ queryKey: orpc.scoring.key() })
      toast('It is a draft again.')
    } catch (problem) {
      failToast(problemText(problem), 'It still starts on its day.')
    }
  }
  return (
    <Notice
      title={`A new version starts on ${formatDay(startsAt)}`}
      action={
        <Button size="compact-sm" variant="default" onClick={() => void callOff()}>
          Call it off
        </Button>
      }
    >
      Until then what is in force stays, and the draft can’t be changed.
    </Notice>
  )
}
