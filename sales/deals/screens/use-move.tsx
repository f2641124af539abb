import { type ReactNode, useState } from 'react'
import type { Stage } from '#sales/pipeline/contract'
import { client, problemText } from '#ui/client'
import { failToast } from '#ui/pieces'
import { undoable } from '#workspace/audit/screens'
import { type Asked, AskFacts, wanting } from './ask-facts.tsx'
import { useReloadDeals } from './saving.ts'

/** Moves a deal to an open stage; `asking` goes on the screen and asks for what the stage demands. */
export function useMove(): {
  move: (deal: { id: string; name: string }, stage: Stage) => Promise<void>
  asking: ReactNode
} {
  const reload = useReloadDeals()
  const [asked, setAsked] = useState<Asked | null>(null)
  const move = async ({ id, name }: { id: string; name: string }, stage: Stage) => {
    const run = () => client.deals.move({ id, stageId: stage.id })
    const said = (deal: string) => `${deal} is in ${stage.name}.`
    try {
      const { operationId } = await run()
      undoable(said(name), operationId, reload)
    } catch (error) {
      const lacks = wanting(error)
      if (lacks) setAsked({ dealId: id, stage, ...lacks, run, submitLabel: 'Save and move', said })
      else failToast(problemText(error), 'The deal is where it was.')
    }
    await reload()
  }
  return { move, asking: asked && <AskFacts {...asked} onClose={() => setAsked(null)} /> }
}
