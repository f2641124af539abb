import { Liquid, Output, type Template, TokenKind } from 'liquidjs'

/** What a text names in one place, and whether it says what stands there where nothing is known. */
export type Place = { key: string; hasOtherwise: boolean }

/** Why a text can't be a template, in words. */
export class Unreadable extends Error {}

const liquid = new Liquid({ ownPropertyOnly: true, strictFilters: true, jsTruthy: true })

/**
 * The places of a text, in order. Of the language only `{{ field }}` and `{{ field | default: "words" }}` are allowed: no
 * loops or conditions, so that filling in takes no longer than the text is long.
 */
export function placesIn(text: string): Place[] {
  return parsed(text).flatMap((it) => {
    if (it instanceof Output) return [placeOf(it)]
    if (it.token.kind === TokenKind.HTML) return []
    throw new Unreadable(
      `“${it.token.getText()}” can’t stand in a template: only fields can, as {{ contact.name }}.`,
    )
  })
}

/** The text with a value in each place; what has none is left out. */
export function filledIn(text: string, values: Readonly<Record<string, string>>): string {
  const nested: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(values)) {
    const steps = key.split('.')
    const last = steps.pop()!
    let at = nested
    for (const step of steps) {
      at[step] ??= {}
      at = at[step] as Record<string, unknown>
    }
    at[last] = value
  }
  return liquid.renderSync(parsed(text), nested)
}

function parsed(text: string): Template[] {
  try {
    return liquid.parse(text)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new Unreadable(
      /not closed/.test(error.message)
        ? 'A field is opened by “{{” and not closed by “}}”.'
        : `A field can’t be read: ${error.message.split(', line:')[0]}.`,
    )
  }
}

function placeOf({ value, token }: Output): Place {
  const written = `“${token.getText()}”`
  const [field, ...more] = value.initial.postfix
  if (field?.kind !== TokenKind.PropertyAccess || more.length > 0)
    throw new Unreadable(`${written} names no field.`)
  const [filter, ...others] = value.filters
  const instead = filter?.args[0]
  const isDefault =
    filter?.name === 'default' && !Array.isArray(instead) && instead?.kind === TokenKind.Quoted
  if (others.length > 0 || (filter && !isDefault))
    throw new Unreadable(`${written}: after a field only | default: "words" can stand.`)
  return { key: field.getText(), hasOtherwise: Boolean(filter) }
}
