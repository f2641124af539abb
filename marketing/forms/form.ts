import { z } from 'zod'

/** What a field of a form asks for. `known` fields fill the person; `custom` ones are kept with the submission. */
export const fieldKinds = [
  'name',
  'first_name',
  'last_name',
  'email',
  'phone',
  'company',
  'job_title',
  'city',
  'country',
  'message',
  'text',
  'choice',
  'choices',
  'yesno',
  'number',
  'date',
  'url',
] as const

export const formField = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,40}$/),
  kind: z.enum(fieldKinds),
  label: z.string().trim().min(1).max(200),
  required: z.boolean(),
  choices: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
  /** The custom field of the person that the answer fills; empty: it is kept with the submission alone. */
  into: z.string().max(63).default(''),
})
export type FormField = z.infer<typeof formField>

export const mostTopics = 12
export const formDefinition = z.object({
  title: z.string().trim().min(1).max(200),
  intro: z.string().trim().max(2000),
  button: z.string().trim().min(1).max(60),
  thanks: z.string().trim().min(1).max(1000),
  fields: z.array(formField).min(1).max(40),
  /** The exact words beside the tick for news by e-mail, or above the ticks where there are several; empty: not asked. */
  consentText: z.string().trim().max(2000),
  /** The topics that it asks for, by key; with several each has a tick of its own with words beside it. */
  topics: z
    .array(
      z.object({
        key: z.string().min(1).max(100),
        words: z.string().trim().max(500),
      }),
    )
    .min(1)
    .max(mostTopics)
    .default([{ key: 'newsletter', words: '' }]),
  /** Asks "How did you hear of us?". */
  asksSource: z.boolean(),
  /** For downloads: where the file is. */
  downloadUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
})
export type FormDefinition = z.infer<typeof formDefinition>

export type Answers = Record<string, string>
export type Checked =
  | { ok: true; answers: Answers; topics: string[]; heard: string | null }
  | { ok: false; problems: Record<string, string>; answers: Answers }

/** A tick: what stands beside it, and the exact words that whoever ticks it agrees to. */
export type Tick = { topic: string; value: string; words: string; wording: string }

export function ticksOf({ consentText, topics }: Pick<FormDefinition, 'consentText' | 'topics'>): Tick[] {
  if (!consentText) return []
  if (topics.length === 1)
    return [{ topic: topics[0]!.key, value: 'yes', words: consentText, wording: consentText }]
  return topics.map(({ key, words }) => ({
    ...{ topic: key, value: key, words },
    wording: `${consentText}\n${words}`,
  }))
}

/** What somebody agreed to who ticked these, as one text; null: nothing. */
export function agreedWords(definition: FormDefinition, ticked: readonly string[]): string | null {
  const ticks = ticksOf(definition)
  const theirs = ticks.filter(({ topic }) => ticked.includes(topic)).map(({ words }) => words)
  if (theirs.length === 0) return null
  return ticks.length === 1 ? theirs[0]! : [definition.consentText, ...theirs].join('\n')
}

/** Names that the page uses beside the fields. */
const reserved = new Set(['consent', 'heard_of_us'])
const longestAnswer = 5000
const email = z.email()
const url = z.url({ protocol: /^https?$/, hostname: z.regexes.domain })

/** The form names the answers: one of them, or several, which are kept as a text with a line for each. */
export const hasAnswers = (kind: FormField['kind']): boolean => kind === 'choice' || kind === 'choices'

/** Why a form can't go live, in words for its builder; empty when it can. */
export function problemsOf(definition: FormDefinition, intent: 'asks' | 'newsletter' | 'download'): string[] {
  const kinds = definition.fields.map((field) => field.kind)
  const keys = definition.fields.map((field) => field.key)
  const problems: string[] = []
  if (!kinds.includes('email') && !kinds.includes('phone'))
    problems.push('Ask for an e-mail address or a phone number, so that somebody can answer.')
  if (intent === 'newsletter' && !kinds.includes('email'))
    problems.push('A newsletter needs the e-mail address.')
  if (intent === 'newsletter' && !definition.consentText)
    problems.push('A newsletter needs the words that people agree to.')
  if (intent === 'download' && !definition.downloadUrl) problems.push('Say where the download is.')
  const { topics } = definition
  if (definition.consentText && topics.length > 1 && topics.some(({ words }) => !words))
    problems.push('Say beside each tick what is sent.')
  if (new Set(topics.map(({ key }) => key)).size < topics.length)
    problems.push('Two ticks ask for the same topic.')
  if (new Set(keys).size < keys.length) problems.push('Two fields have the same key.')
  for (const field of definition.fields) {
    if (reserved.has(field.key))
      problems.push(`“${field.key}” is a key that Baton uses itself: take another.`)
    if (hasAnswers(field.kind) && field.choices.length < 2)
      problems.push(`“${field.label}” needs at least two choices.`)
  }
  return problems
}

/** Checks what a stranger sent against the form; nothing that the form does not ask for is kept. */
export function check(
  definition: FormDefinition,
  sent: (name: string) => string | null,
  several: (name: string) => string[] = (name) => [sent(name) ?? ''],
): Checked {
  const answers: Answers = {}
  const problems: Record<string, string> = {}
  for (const field of definition.fields) {
    const written = field.kind === 'choices' ? several(field.key).join('\n') : (sent(field.key) ?? '')
    const value = written.replaceAll('\u0000', '').trim()
    if (value) answers[field.key] = value.slice(0, longestAnswer)
    const problem = problemOf(field, value)
    if (problem) problems[field.key] = problem
  }
  if (Object.keys(problems).length > 0) return { ok: false, problems, answers }
  const heard = definition.asksSource
    ? (sent('heard_of_us') ?? '').replaceAll('\u0000', '').trim().slice(0, 200)
    : ''
  return { ok: true, answers, topics: tickedIn(definition, several), heard: heard || null }
}

/** Which topics they ticked. */
export function tickedIn(definition: FormDefinition, several: (name: string) => string[]): string[] {
  const sent = several('consent')
  return ticksOf(definition).flatMap(({ topic, value }) => (sent.includes(value) ? [topic] : []))
}

function problemOf(field: FormField, value: string): string | null {
  if (!value) return field.required ? 'Please fill this in.' : null
  if (value.length > longestAnswer) return `Please keep this under ${longestAnswer} characters.`
  if (field.kind === 'email' && !email.safeParse(value).success)
    return 'This does not look like an e-mail address.'
  if (field.kind === 'phone' && value.replaceAll(/\D/g, '').length < 5)
    return 'This does not look like a phone number.'
  if (field.kind === 'choice' && !field.choices.includes(value)) return 'Please choose one of the answers.'
  if (field.kind === 'choices' && !value.split('\n').every((each) => field.choices.includes(each)))
    return 'Please choose among the answers.'
  if (field.kind === 'number' && !Number.isFinite(Number(value.replace(',', '.'))))
    return 'This does not look like a number.'
  if (field.kind === 'date' && !isDay(value)) return 'Please write the day as 2026-11-24.'
  if (field.kind === 'url' && !url.safeParse(value.includes('://') ? value : `https://${value}`).success)
    return 'This does not look like a web address.'
  if (field.kind === 'yesno' && !['yes', 'no'].includes(value)) return 'Please answer yes or no.'
  return null
}

function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** Which kinds of custom field the answers to a kind of question can fill. */
export const fills: Partial<Record<FormField['kind'], string[]>> = {
  text: ['text', 'prose'],
  message: ['text', 'prose'],
  email: ['email', 'text'],
  phone: ['phone', 'text'],
  url: ['url', 'text'],
  choice: ['choice', 'text', 'choices'],
  choices: ['choices'],
  yesno: ['yesno'],
  number: ['number'],
  date: ['date'],
}

/** The custom values that the answers fill, as far as those fields are still there and take them. */
export function customOf<Custom extends { key: string; type: string }>(
  definition: FormDefinition,
  answers: Answers,
  known: readonly Custom[],
  takes: (field: Custom, value: string | string[]) => boolean,
) {
  const values: Record<string, string | string[]> = {}
  for (const { key, kind, into } of definition.fields) {
    const [answer, field] = [answers[key], known.find((it) => it.key === into)]
    if (!answer || !field || !fills[kind]?.includes(field.type)) continue
    const isList = field.type === 'choices'
    const value = isList ? answer.split('\n') : field.type === 'number' ? answer.replace(',', '.') : answer
    if (takes(field, value)) values[field.key] = value
  }
  return values
}

/** The person as far as the answers tell: known kinds only. */
export function personOf(definition: FormDefinition, answers: Answers) {
  const of = (kind: FormField['kind']) => {
    const field = definition.fields.find((it) => it.kind === kind)
    return (field && answers[field.key]) || undefined
  }
  return {
    name: of('name'),
    firstName: of('first_name'),
    lastName: of('last_name'),
    email: of('email'),
    phone: of('phone'),
    companyName: of('company'),
    jobTitle: of('job_title'),
    city: of('city'),
    country: of('country'),
  }
}
