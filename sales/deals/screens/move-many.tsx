import { Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Stage } from '#sales/pipeline/contract'
import { client, orpc, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { failToast } from '#ui/pieces'
import { undoable } from '#workspace/audit/screens'
import { Stayed } from '#workspace/lists/screens'
import { dealPath } from './bulk.ts'
import { useReloadDeals } from './saving.ts'

type Moved = Awaited<ReturnType<typeof client.deals.moveMany>>
const mostAtOnce = 1000
const many = (n: number) => `${formatNumber(n)} ${n === 1 ? 'deal' : 'deals'}`

/** Moves the selected deals to an open stage; those that can't go there are named with what is in the way. */
export function MoveMany({ ids, clear }: { ids: string[]; clear: () => void }) {
  const reload = useReloadDeals()
  const { data: pipeline } = useQuery(orpc.pipeline.get.queryOptions())
  const [stayed, setStayed] = useState<{ stage: Stage; moved: number; deals: Moved['stayed'] } | null>(null)
  const move = async (stage: Stage) => {
    try {
      const { moved, stayed: left, operationId } = await client.deals.moveMany({ ids, stageId: stage.id })
      if (left.length > 0) setStayed({ stage, moved, deals: left })
      else clear()
      if (moved > 0)
        undoable(`${many(moved)} ${moved === 1 ? 'is' : 'are'} in ${stage.name}.`, operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'No deal was moved.')
    }
    await reload()
  }
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button size="compact-sm" variant="default" disabled={ids.length > mostAtOnce}>
            {ids.length > mostAtOnce ? `Move: ${formatNumber(mostAtOnce)} at most` : 'Move to a stage'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {pipeline?.stages
            .filter(({ kind }) => kind === 'open')
            .map((stage) => (
              <Menu.Item key={stage.id} onClick={() => void move(stage)}>
                <bdi>{stage.name}</bdi>
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      <Stayed
        left={stayed && { stayed: stayed.deals.length, first: stayed.deals }}
        nouns={['deal', 'deals']}
        path={dealPath}
        onClose={() => {
          setStayed(null)
          clear()
        }}
      >
        {stayed && stayed.moved > 0
          ? `${many(stayed.moved)} went to ${stayed.stage.name}; of these something is in the way:`
          : `None went to ${stayed?.stage.name}:`}
      </Stayed>
    </>
  )
}
