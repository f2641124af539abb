import { expect, test } from 'vitest'
import { excerpt } from './excerpt.ts'

const long = `${'Straße nach Süden. '.repeat(20)}Sie wünscht ein Gespräch über Kühlpumpen im Frühling. ${'Danach mehr. '.repeat(30)}`

test('a short text is shown whole', () => {
  expect(excerpt('Wants a call', 'call')).toBe('Wants a call')
})
test.each(['kuhlpumpen', 'über KÜHLPUMPEN', 'gesprach kuhl'])(
  'of a long one the part around %j is shown, whatever its accents',
  (typed) => {
    const shown = excerpt(long, typed)
    expect(shown).toContain('Kühlpumpen')
    expect(shown).toMatch(/^… \S.*\S …$/)
    expect(shown.length).toBeLessThan(190)
  },
)
test('and its beginning where the word is nowhere, as after a near match', () => {
  expect(excerpt(long, 'xyz')).toMatch(/^Straße nach Süden.* …$/)
})
test('one endless word is cut', () => {
  expect(excerpt('x'.repeat(5000), 'x').length).toBeLessThan(190)
})
