import type { FormDefinition, FormField } from './form.ts'

const field = (key: string, kind: FormField['kind'], label: string, required: boolean): FormField => ({
  key,
  kind,
  label,
  required,
  choices: [],
  into: '',
})

/** What a new form begins with, by what it is for: good enough to publish after a look. */
export function firstDefinition(name: string, intent: 'asks' | 'newsletter' | 'download'): FormDefinition {
  const email = field('email', 'email', 'E-mail', true)
  const common = {
    ...{ title: name, intro: '', downloadUrl: '', consentText: '', asksSource: false },
    topics: [{ key: 'newsletter', words: '' }],
  }
  if (intent === 'newsletter')
    return {
      ...common,
      button: 'Subscribe',
      thanks: 'Thank you. Please confirm by the link in the letter that we just wrote you.',
      consentText: 'Send me news by e-mail. I can end this with one click at any time.',
      fields: [email],
    }
  if (intent === 'download')
    return {
      ...common,
      button: 'Download',
      thanks: 'Thank you. Here it is.',
      fields: [
        field('name', 'name', 'Your name', true),
        email,
        field('company', 'company', 'Company', false),
      ],
    }
  return {
    ...common,
    button: 'Send',
    thanks: 'Thank you. We call or write to you soon.',
    asksSource: true,
    fields: [
      field('name', 'name', 'Your name', true),
      email,
      field('phone', 'phone', 'Phone', false),
      field('company', 'company', 'Company', false),
      field('message', 'message', 'What can we do for you?', false),
    ],
  }
}
