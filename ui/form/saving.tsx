import { Button, Group } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { problemOf } from '#ui/client'
import { Notice } from '#ui/pieces'
import css from './form.module.css'

/** The part of Mantine's form that saving needs. */
type AnyForm<Values extends object> = {
  setErrors: (errors: Record<string, ReactNode>) => void
  getValues: () => Values
  validate: () => { hasErrors: boolean } | Promise<{ hasErrors: boolean }>
}

/** Puts the server's problems beside their fields; answers what is left to say above the form, or null. */
export function applyProblem<Values extends object>(form: AnyForm<Values>, error: unknown): string | null {
  const problem = problemOf(error)
  const values = form.getValues() as Record<string, unknown>
  const known: Record<string, string> = {}
  const left: string[] = []
  for (const [path, text] of Object.entries(problem.fields))
    if (String(path.split('.')[0]) in values) known[path] = text
    else left.push(`${path}: ${text}`)
  form.setErrors(known)
  if (left.length > 0) return left.join(' · ')
  return Object.keys(known).length > 0 ? null : problem.message
}

export type Saving = {
  submit: (event?: FormEvent) => Promise<void>
  saving: boolean
  problem: string | null
  element: React.RefObject<HTMLFormElement | null>
}

type SavingOptions<Values extends object, Saved> = {
  form: AnyForm<Values>
  save: (values: Values) => Promise<Saved>
  onSaved?: ((saved: Saved) => void) | undefined
}

/** Validates, saves, and shows what was refused; what was typed always stays. */
export function useSaving<Values extends object, Saved>({
  form,
  save,
  onSaved,
}: SavingOptions<Values, Saved>): Saving {
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const element = useRef<HTMLFormElement>(null)
  const [refusals, setRefusals] = useState(0)
  useEffect(() => {
    if (refusals > 0)
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-error]')?.focus()
  }, [refusals])
  const focusFirst = () => setRefusals((count) => count + 1)
  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (saving) return
    setProblem(null)
    if ((await form.validate()).hasErrors) {
      focusFirst()
      return
    }
    setSaving(true)
    try {
      const saved = await save(form.getValues())
      onSaved?.(saved)
    } catch (error) {
      setProblem(applyProblem(form, error))
      focusFirst()
    }
    setSaving(false)
  }
  return { submit, saving, problem, element }
}

type SavingFormProps = {
  of: Saving
  children: ReactNode
  submitLabel?: string | undefined
  onCancel?: (() => void) | undefined
  /** Beside the buttons, at the start. */
  extra?: ReactNode
  /** What it does can't be undone. */
  danger?: boolean
}

/** A form's frame: problem above the buttons, one primary button, mod+Enter saves from anywhere in it. */
export function SavingForm({ of, children, submitLabel = 'Save', onCancel, extra, danger }: SavingFormProps) {
  return (
    <form
      ref={of.element}
      onSubmit={of.submit}
      noValidate
      className={css.form}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void of.submit()
      }}
    >
      {children}
      {of.problem && (
        <Notice accent="red" title={of.problem}>
          Nothing was saved; what you typed is still here.
        </Notice>
      )}
      <Group justify="space-between" gap="xs">
        <div>{extra}</div>
        <Group gap="xs">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button type="submit" loading={of.saving} {...(danger && { color: 'red' })}>
            {submitLabel}
          </Button>
        </Group>
      </Group>
    </form>
  )
}
