import type { Job, Undoer, Wiring } from '#platform/registry'
import { dropExports } from '#workspace/moving'
import { dropEndedFiles } from '#workspace/transfer'
import { heldAgainstList, takeErasures } from './taking.ts'

/** Whoever is to be erased is out of every table a second later, and so are files in which they may stand. */
const erasures: Job = {
  name: 'erasures',
  everyMs: 1_000,
  run: async (context) => {
    const { taken, failed } = await takeErasures(context)
    for (const workspaceId of new Set(taken.map(({ workspace }) => workspace))) {
      await dropEndedFiles(context, workspaceId)
      await dropExports({ ...context, now: context.clock.now() }, workspaceId)
    }
    if (failed.length > 0)
      throw new AggregateError(failed, `${failed.length} could not be taken out: ${failed[0]}`)
  },
}

/** A database that was put back from a backup has people in it again who were erased since. */
const againstList: Job = {
  name: 'erasures-list',
  everyMs: 60_000,
  run: async (context) => {
    const { again } = await heldAgainstList(context)
    if (again > 0) context.log.info({ people: again }, 'erased again: they were back from a backup')
  },
}

const forGood: Undoer = {
  kind: 'erasing.erase',
  refuses: { reason: 'erased', message: 'Who was erased is not kept anywhere, so nothing brings them back.' },
}

export const erasingWiring: Wiring = { jobs: [erasures, againstList], undoers: [forGood] }
