import { Button, TagsInput } from '@mantine/core'
import { useState } from 'react'
import { problemText } from '#ui/client'
import css from './website.module.css'

type Props = {
  sites: string[]
  isNew: boolean
  readOnly: boolean
  save: (sites: string[]) => Promise<void>
}

/** The hosts whose pages may tell; what is typed and not yet a tag counts when it is saved. */
export function Sites({ sites, isNew, readOnly, save }: Props) {
  const [draft, setDraft] = useState(sites)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const wanted = typed.trim() ? [...draft, typed.trim()] : draft
  const changed = wanted.join('\n') !== sites.join('\n')
  const submit = async () => {
    setSaving(true)
    setProblem(null)
    try {
      await save(wanted)
      setTyped('')
    } catch (refused) {
      setProblem(problemText(refused))
    }
    setSaving(false)
  }
  return (
    <form
      className={css.sites}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TagsInput
        label="Web addresses"
        description="Each with all that lies below it: firm.example is also www.firm.example"
        placeholder={wanted.length === 0 ? 'firm.example' : ''}
        error={problem}
        readOnly={readOnly}
        maxTags={50}
        value={draft}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={(next) => {
          setDraft(next)
          setProblem(null)
        }}
        data-autofocus={isNew || undefined}
      />
      {!readOnly && (isNew || changed) && (
        <Button type="submit" loading={saving} disabled={wanted.length === 0 && isNew}>
          {isNew ? 'Switch on' : 'Save'}
        </Button>
      )}
    </form>
  )
}
