import type { Db } from '#platform/db'
import { fieldsOf, firmHere, readCell } from '#workspace/fields'
import { type Checked, customOf, type FormDefinition } from './form.ts'

/** The same of what a stranger sent, held against the rules of the firm's own fields that the answers fill. */
export async function heldAgainstRules(
  db: Db,
  definition: FormDefinition,
  checked: Checked,
  now: Date,
): Promise<Checked> {
  const ruled = (await fieldsOf(db, 'contact')).filter(({ rules }) => Object.keys(rules).length > 0)
  if (!checked.ok || ruled.length === 0) return checked
  const here = await firmHere(db, now)
  const problems: Record<string, string> = {}
  for (const question of definition.fields)
    customOf({ ...definition, fields: [question] }, checked.answers, ruled, (field, value) => {
      const read = readCell(field, value, here)
      if (!read.ok) problems[question.key] = `${read.reason}.`
      return read.ok
    })
  return Object.keys(problems).length > 0 ? { ok: false, problems, answers: checked.answers } : checked
}
