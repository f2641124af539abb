import { useMemo, useState } from 'react'
import { client, problemOf } from '#ui/client'
import { undoable } from '#workspace/audit/screens'
import type { Stage } from '../contract.ts'
import {
  type Draft,
  type DraftStage,
  draftOf,
  hasSlips,
  inputOf,
  noSlips,
  sameDraft,
  slipsOf,
} from './draft.ts'
import { useReloadPipeline } from './saving.ts'

/** The stages as they are being edited. What others save meanwhile comes in at once, unless there is something to lose. */
export function useDraft(stages: Stage[]) {
  const reload = useReloadPipeline()
  const theirs = useMemo(() => draftOf(stages), [stages])
  const [base, setBase] = useState(theirs)
  const [draft, setDraft] = useState(theirs)
  const [tried, setTried] = useState(false)
  const [refusal, setRefusal] = useState<{ reason: string; message: string } | null>(null)
  const [saving, setSaving] = useState(false)
  const dirty = !sameDraft(draft, base)
  /** Said from the first try to save on, and gone as soon as it is put right. */
  const slips = tried ? slipsOf(draft) : noSlips
  const behind = !saving && !sameDraft(theirs, base)

  const takeTheirs = () => {
    setBase(theirs)
    setDraft(theirs)
    setTried(false)
    setRefusal(null)
  }
  if (behind && !dirty) takeTheirs()

  const save = async () => {
    setTried(true)
    setRefusal(null)
    if (hasSlips(slipsOf(draft))) return
    setSaving(true)
    try {
      const { operationId } = await client.pipeline.save({ stages: inputOf(draft) })
      setBase(draft)
      setTried(false)
      await reload()
      undoable('The pipeline is saved.', operationId, reload)
    } catch (error) {
      setRefusal(problemOf(error))
    }
    setSaving(false)
  }
  return {
    draft,
    change: (make: (now: Draft) => Draft) => setDraft(make),
    changeStage: (key: string, part: Partial<DraftStage>) =>
      setDraft((now) => now.map((one) => (one.key === key ? { ...one, ...part } : one))),
    slips,
    refusal,
    dirty,
    overtaken: behind && dirty,
    takeTheirs,
    saving,
    save,
  }
}
export type Editing = ReturnType<typeof useDraft>
