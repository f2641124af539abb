import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemOf } from '#ui/client'
import { failToast } from '#ui/pieces'
import { undoable } from '#workspace/audit/screens'
import type { Form } from '../contract.ts'
import type { FormDefinition } from '../form.ts'
import { type Draft, type Slips, sameDraft, slipsOf } from './draft.ts'

export type FullForm = Form & { definition: FormDefinition; draftVersion: number }

const draftOf = ({ name, intent, productLineId, definition }: FullForm): Draft => ({
  name,
  intent,
  productLineId,
  definition,
})

/** The form as it is being edited. What others save meanwhile comes in at once, unless there is something to lose. */
export function useDraft(form: FullForm) {
  const queries = useQueryClient()
  const [base, setBase] = useState(() => ({ version: form.draftVersion, draft: draftOf(form) }))
  const [draft, setDraft] = useState(base.draft)
  const [seen, setSeen] = useState(form.draftVersion)
  const [overtaken, setOvertaken] = useState(false)
  const [slips, setSlips] = useState<Slips>({})
  const [saving, setSaving] = useState(false)
  const dirty = !sameDraft(draft, base.draft)

  const takeTheirs = () => {
    const next = { version: form.draftVersion, draft: draftOf(form) }
    setBase(next)
    setDraft(next.draft)
    setSlips({})
    setOvertaken(false)
  }
  if (form.draftVersion !== seen) {
    setSeen(form.draftVersion)
    if (form.draftVersion !== base.version) {
      if (dirty) setOvertaken(true)
      else takeTheirs()
    }
  }

  const reload = () => queries.invalidateQueries({ queryKey: orpc.forms.key() })
  /** Keeps the draft as a new version; false if it was refused, and then the reasons stand beside the fields. */
  const save = async (quiet = false): Promise<boolean> => {
    const found = slipsOf(draft)
    setSlips(found)
    if (Object.keys(found).length > 0) return false
    setSaving(true)
    try {
      const { operationId, version } = await client.forms.save({ id: form.id, ...draft })
      setBase({ version, draft })
      setOvertaken(false)
      await reload()
      if (!quiet) undoable('Saved. People see it after publishing.', operationId, reload)
      return true
    } catch (error) {
      const problem = problemOf(error)
      setSlips(problem.fields)
      failToast(problem.message, 'Nothing was saved; what you typed is still here.')
      return false
    } finally {
      setSaving(false)
    }
  }
  return {
    draft,
    change: (part: Partial<Omit<Draft, 'definition'>>) => setDraft((now) => ({ ...now, ...part })),
    define: (part: Partial<FormDefinition> | ((now: FormDefinition) => Partial<FormDefinition>)) =>
      setDraft((now) => ({
        ...now,
        definition: { ...now.definition, ...(typeof part === 'function' ? part(now.definition) : part) },
      })),
    slips,
    dirty,
    overtaken,
    takeTheirs,
    saving,
    save,
    reload,
  }
}
export type Editing = ReturnType<typeof useDraft>
