import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { dayKey, formatNumber } from '#ui/format'
import { failToast, toast } from '#ui/pieces'
import { useGo } from '#ui/shell'
import { changeWords } from '../words.ts'

type Agenda = Awaited<ReturnType<typeof client.feedback.agenda>>
type Change = NonNullable<NonNullable<Agenda['proposal']>['change']>
const dayMs = 86_400_000
const usualDays = 182
const dayAgo = (days: number) => dayKey(new Date(Date.now() - days * dayMs))

/** Makes a draft with the one change that the week speaks for and replays it over the last half year; nothing else changes by it. */
export function ReplayChange({ change }: { change: Change }) {
  const queries = useQueryClient()
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const { productLineId, field, from, to } = change
  const begin = async () => {
    setBusy(true)
    try {
      const line = (await client.scoring.list()).find((one) => one.productLineId === productLineId)
      if (line?.inForce?.content[field] === from && !line.draft) {
        const { lanes, content } = line.inForce
        await client.scoring.saveDraft({ productLineId, lanes, content: { ...content, [field]: to } })
        const { id } = await client.replay.start({ productLineId, from: dayAgo(usualDays), to: dayAgo(-1) })
        await queries.invalidateQueries({ queryKey: orpc.scoring.key() })
        go(`/handovers/replay?${new URLSearchParams({ line: productLineId, id })}`)
        toast(`A draft is replayed: ${changeWords(change, formatNumber)}.`, 'green')
      } else {
        go(`/handovers/replay?line=${productLineId}`)
        toast('There is another draft, or another definition in force, since this agenda was written.')
      }
    } catch (problem) {
      failToast(problemText(problem), 'What is in force stays.')
    }
    setBusy(false)
  }
  return (
    <Button loading={busy} onClick={() => void begin()}>
      Replay {changeWords(change, formatNumber)}
    </Button>
  )
}
