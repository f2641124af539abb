import type { Form } from '../contract.ts'
import type { FormDefinition, FormField } from '../form.ts'

/** What the builder edits and saves as one. */
export type Draft = Pick<Form, 'name' | 'intent' | 'productLineId'> & { definition: FormDefinition }

/** What keeps a draft from being saved, by the path of the field: `definition.fields.2.label`. */
export type Slips = Record<string, string>

export function slipsOf({ name, definition }: Draft): Slips {
  const slips: Slips = {}
  const need = (path: string, text: string, say: string) => {
    if (!text.trim()) slips[path] = say
  }
  need('name', name, 'A form needs a name.')
  need('definition.title', definition.title, 'The page needs a heading.')
  need('definition.button', definition.button, 'The button needs a word.')
  need('definition.thanks', definition.thanks, 'Say something to whoever sends it.')
  definition.fields.forEach(({ label }, at) => {
    need(`definition.fields.${at}.label`, label, 'Say what is asked.')
  })
  if (definition.fields.length === 0) slips['definition.fields'] = 'Ask for at least one thing.'
  const { downloadUrl } = definition
  if (downloadUrl && !/^https?:$/.test(URL.parse(downloadUrl)?.protocol ?? ''))
    slips['definition.downloadUrl'] = 'This is no web address; it begins with https://.'
  return slips
}

export const firstLabel = 'Your question'

/** A question of one's own, with a key that no other field has; answers are kept under it. */
export function newField(fields: readonly FormField[]): FormField {
  const taken = new Set(fields.map(({ key }) => key))
  let key = 'question'
  for (let n = 2; taken.has(key); n++) key = `question_${n}`
  return { key, kind: 'text', label: firstLabel, required: false, choices: [], into: '' }
}

export const sameDraft = (one: Draft, other: Draft): boolean => JSON.stringify(one) === JSON.stringify(other)
