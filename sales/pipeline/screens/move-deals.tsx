import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { client, problemText } from '#ui/client'
import { failToast, toast } from '#ui/pieces'
import type { Stage } from '../contract.ts'
import css from './pipeline.module.css'
import { useReloadPipeline } from './saving.ts'
import type { Editing } from './use-draft.ts'

/** Where the deals of the stages that go are to move; then the pipeline is saved. */
export function MoveDeals({ editing, stages }: { editing: Editing; stages: Stage[] }) {
  const reload = useReloadPipeline()
  const [to, setTo] = useState<string | null>(null)
  const [moving, setMoving] = useState(false)
  const kept = new Set(editing.draft.map(({ id }) => id))
  const open = stages.filter(({ kind }) => kind === 'open')
  const move = async () => {
    if (!to) return
    setMoving(true)
    try {
      const fromStageIds = open.filter(({ id }) => !kept.has(id)).map(({ id }) => id)
      const { moved } = await client.deals.moveAll({ fromStageIds, toStageId: to })
      toast(moved === 1 ? 'One deal was moved.' : `${moved} deals were moved.`)
      await editing.save()
    } catch (problem) {
      failToast(problemText(problem), 'The deals are where they were.')
    }
    await reload()
    setMoving(false)
  }
  return (
    <div className={css.save}>
      <Select
        aria-label="Move their deals to"
        placeholder="Move their deals to"
        value={to}
        onChange={setTo}
        data={open.filter(({ id }) => kept.has(id)).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Button variant="default" disabled={!to} loading={moving} onClick={() => void move()}>
        Move and save
      </Button>
    </div>
  )
}
