import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { formatDay } from '#ui/format'
import { confirm, failToast, Notice, toast } from '#ui/pieces'
import { Link } from '#ui/shell'
import { useMay } from '#workspace/members/screens'

type Loaded = Awaited<ReturnType<typeof client.replay.get>>
type Line = Awaited<ReturnType<typeof client.scoring.list>>[number]
type Agreements = Awaited<ReturnType<typeof client.agreement.get>>
type Props = { result: Loaded; line: Line }

/** What was replayed can be put in force as it is, or goes into the next agreement where one says what holds. */
export function Approve({ result, line }: Props) {
  const { data } = useQuery(
    orpc.agreement.get.queryOptions({ input: {}, meta: { topics: ['agreements', 'settings'] } }),
  )
  if (line.preparing?.startsAt && line.preparing.definitionId === result.definitionId)
    return (
      <Notice title={`Version ${result.version} starts on ${formatDay(line.preparing.startsAt)}`}>
        {isIn(data?.ahead, result) ? (
          <>
            It begins with Agreement {data?.ahead?.number}, which can be called off under{' '}
            <Link to="/handovers/agreement">Agreement</Link>.
          </>
        ) : (
          <>
            It can be called off under{' '}
            <Link to={`/handovers/strong-enough?line=${line.productLineId}`}>Strong enough</Link>.
          </>
        )}
      </Notice>
    )
  if (line.draft?.id !== result.definitionId || line.preparing) return null
  if (line.draft.createdAt > result.startedAt)
    return (
      <Notice accent="amber" title="The draft was changed since">
        What you see is an older state of it. Replay it again before you approve it.
      </Notice>
    )
  if (!data) return null
  const signed = [data.inForce, data.ahead?.state === 'waiting' ? data.ahead : null].find((one) =>
    one?.content.definitions.some(({ productLineId }) => productLineId === line.productLineId),
  )
  return signed ? (
    <IntoAgreement result={result} line={line} agreements={data} number={signed.number} />
  ) : (
    <OnMonday result={result} />
  )
}

const isIn = (agreement: Agreements['ahead'] | undefined, { definitionId }: Loaded) =>
  agreement?.content.definitions.some((one) => one.definitionId === definitionId)

/** From the next Monday, and nobody's clock starts by it. */
function OnMonday({ result }: Pick<Props, 'result'>) {
  const queries = useQueryClient()
  const approve = async () => {
    const sure = await confirm({
      title: 'Start it on Monday?',
      body: 'From then on it decides who is strong enough. Who becomes strong enough by it waits for their next act: nobody’s clock starts.',
      action: 'Start on Monday',
    })
    if (!sure) return
    try {
      const { startsAt } = await client.scoring.enforce({ id: result.definitionId, starts: 'next_monday' })
      await queries.invalidateQueries({ queryKey: orpc.scoring.key() })
      toast(`Version ${result.version} starts on ${startsAt ? formatDay(startsAt) : 'Monday'}.`, 'green')
    } catch (problem) {
      failToast(problemText(problem), 'What is in force stays.')
    }
  }
  return (
    <div>
      <Button onClick={() => void approve()}>Approve: start on Monday</Button>
    </div>
  )
}

/** Both sides signed what “strong enough” means: it changes with the next agreement alone, so it is proposed there. */
function IntoAgreement({
  result,
  line,
  agreements,
  number,
}: Props & { agreements: Agreements; number: number }) {
  const queries = useQueryClient()
  const mayWrite = useMay('agreement.write')
  const { ahead } = agreements
  const { productLineId } = line
  const toAgreement = <Link to="/handovers/agreement">Agreement</Link>
  if (ahead && isIn(ahead, result))
    return (
      <Notice title={`Version ${result.version} is in Agreement ${ahead.number}`}>
        It holds when both sides have signed and the agreement begins: see {toAgreement}.
      </Notice>
    )
  if (ahead?.state === 'waiting')
    return (
      <Notice title={`Agreement ${ahead.number} waits for its start`}>
        Both sides signed it. Call it off under {toAgreement} to put version {result.version} into it.
      </Notice>
    )
  const says = `What “strong enough” means is part of Agreement ${number}, which both sides signed: it changes with the next one.`
  if (!mayWrite)
    return <Notice title="It goes into the next agreement">{says} Ask somebody who drafts it.</Notice>
  const propose = async () => {
    try {
      const id = ahead?.id ?? (await client.agreement.draft({})).id
      const { content, hash, startsOn } = await client.agreement.version({ id })
      await client.agreement.save({
        ...{ id, hash, startsOn },
        content: {
          ...content,
          definitions: [
            ...content.definitions.filter((one) => one.productLineId !== productLineId),
            { productLineId, definitionId: result.definitionId },
          ],
        },
      })
      await queries.invalidateQueries({ queryKey: orpc.agreement.key() })
      toast(`Version ${result.version} is in the draft of the next agreement.`, 'green')
    } catch (problem) {
      failToast(problemText(problem), 'What is in force stays.')
    }
  }
  return (
    <Notice title="It goes into the next agreement">
      <p>
        {says}{' '}
        {ahead?.signatures.some(({ voidedAt }) => !voidedAt)
          ? `The signature that Agreement ${ahead.number} has so far ends with it.`
          : 'Both sides sign it there.'}
      </p>
      <Button onClick={() => void propose()}>
        {ahead ? `Put it into the draft of Agreement ${ahead.number}` : 'Put it into the next agreement'}
      </Button>
    </Notice>
  )
}
