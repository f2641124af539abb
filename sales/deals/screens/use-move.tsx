import { type ReactNode, useState } from 'react'
import type { Stage } from '#sales/pipeline/contract'
import { client, problemOf } from '#ui/client'
import { failToast } from '#ui/pieces'
import { undoable } from '#workspace/audit/screens'
import { type Asked, AskFacts } from './ask-facts.tsx'
import { useReloadDeals } from './saving.ts'

/** The facts that a refused move names. */
function missingOf(error: unknown): string[] {
  const data = error instanceof Error && 'data' in error ? error.data : null
  const missing = typeof data === 'object' && data !== null && 'missing' in data ? data.missing : null
  return Array.isArray(missing) ? missing.map(String) : []
}

/** Moves a deal to an open stage; `asking` goes on the screen and asks for what the stage demands. */
export function useMove(): {
  move: (deal: { id: string; name: string }, stage: Stage) => Promise<void>
  asking: ReactNode
} {
  const reload = useReloadDeals()
  const [asked, setAsked] = useState<Asked | null>(null)
  const move = async ({ id, name }: { id: string; name: string }, stage: Stage) => {
    try {
      const { operationId } = await client.deals.move({ id, stageId: stage.id })
      undoable(`${name} is in ${stage.name}.`, operationId, reload)
    } catch (error) {
      const { reason, message } = problemOf(error)
      const missing = missingOf(error)
      if (reason === 'stage_requires' && missing.length > 0) setAsked({ dealId: id, stage, missing, message })
      else failToast(message, 'The deal is where it was.')
    }
    await reload()
  }
  return { move, asking: asked && <AskFacts {...asked} onClose={() => setAsked(null)} /> }
}
