import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { confirm, failToast, toast } from '#ui/pieces'
import { takeBack } from './taking-back.ts'

const mostNamed = 5

type Rehearsal = Awaited<ReturnType<typeof client.audit.rehearse>>

/** What would be put back, and what would stay, with its names and how many more there are. */
function foretold({ restored, stay, first }: Rehearsal): string {
  const back = restored === 1 ? 'One row is put back.' : `${formatNumber(restored)} rows are put back.`
  if (stay === 0) return `${back} Nothing of it was changed since.`
  const names = [...new Set(first.flatMap(({ name }) => name ?? []))].slice(0, mostNamed)
  const others = stay - first.filter(({ name }) => name && names.includes(name)).length
  const who =
    names.length > 0
      ? ` (${[...names, ...(others > 0 ? [`${formatNumber(others)} more`] : [])].join(', ')})`
      : ''
  const many = stay === 1 ? 'One stays' : `${formatNumber(stay)} stay`
  return `${back} ${many} as ${stay === 1 ? 'it is' : 'they are'}${who}: changed since, or there twice otherwise.`
}

/** Takes an act back after saying what that puts back and what stays. */
export function useTakeBack(id: string, what: string): { take: () => Promise<void>; trying: boolean } {
  const [trying, setTrying] = useState(false)
  const queries = useQueryClient()
  const take = async () => {
    try {
      setTrying(true)
      const rehearsal = await client.audit.rehearse({ id }).finally(() => setTrying(false))
      const sure = await confirm({
        title: `Take back “${what}”?`,
        body: foretold(rehearsal),
        action: 'Take back',
      })
      if (!sure) return
      const { restored, conflicts } = await takeBack(id)
      const put = restored === 1 ? 'One row is as before' : `${formatNumber(restored)} rows are as before`
      const left =
        conflicts.length === 1
          ? 'one stays, because it was changed since or would be there twice'
          : `${formatNumber(conflicts.length)} stay, because they were changed since or would be there twice`
      toast(conflicts.length > 0 ? `${put}; ${left}.` : `${put}.`, restored > 0 ? 'green' : 'amber')
    } catch (error) {
      failToast(problemText(error), 'Nothing was changed.')
    }
    await queries.invalidateQueries()
  }
  return { take, trying }
}
