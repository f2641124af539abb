import { expect, test } from 'vitest'
import { formDefinition } from '../form.ts'
import { type Draft, newField, slipsOf } from './draft.ts'

const sound: Draft = {
  name: 'Talk to us',
  intent: 'asks',
  productLineId: '01890000-0000-7000-8000-000000000000',
  definition: {
    title: 'Talk to us',
    intro: '',
    button: 'Send',
    thanks: 'Thank you.',
    fields: [newField([])],
    consentText: '',
    topics: [{ key: 'newsletter', words: '' }],
    asksSource: true,
    downloadUrl: '',
  },
}
const change = (part: Partial<Draft['definition']>): Draft => ({
  ...sound,
  definition: { ...sound.definition, ...part },
})

test.each<[string, Draft, string[]]>([
  ['a sound draft has none', sound, []],
  ['a form without a name', { ...sound, name: ' ' }, ['name']],
  [
    'texts that people read',
    change({ title: '', button: ' ', thanks: '' }),
    ['definition.title', 'definition.button', 'definition.thanks'],
  ],
  ['no field at all', change({ fields: [] }), ['definition.fields']],
  [
    'a field that asks nothing',
    change({ fields: [newField([]), { ...newField([]), label: '' }] }),
    ['definition.fields.1.label'],
  ],
  ['a script for a download', change({ downloadUrl: 'javascript:alert(1)' }), ['definition.downloadUrl']],
  ['half an address', change({ downloadUrl: 'firm.example/a.pdf' }), ['definition.downloadUrl']],
  ['a whole address', change({ downloadUrl: 'https://firm.example/a.pdf' }), []],
])('slips: %s', (_name, draft, paths) => {
  expect(Object.keys(slipsOf(draft))).toEqual(paths)
  expect(formDefinition.safeParse(draft.definition).success).toBe(paths.every((path) => path === 'name'))
})

test('a new field takes a key that is free', () => {
  const first = newField([])
  const second = newField([first])
  const third = newField([first, second])
  expect([first.key, second.key, third.key]).toEqual(['question', 'question_2', 'question_3'])
  expect(newField([first, third]).key).toBe('question_2')
})
