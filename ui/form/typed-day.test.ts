import { expect, it } from 'vitest'
import { typedDay } from './typed-day.ts'

it.each([
  ['14/12/2026', 'en-GB', '2026-12-14'],
  ['14.12.2026', 'de-DE', '2026-12-14'],
  ['12/14/2026', 'en-US', '2026-12-14'],
  ['14 Dec 2026', 'en-US', '2026-12-14'],
  ['2026-02-29', 'en-GB', null],
  ['12/14/2026', 'en-GB', null],
  ['tomorrow', 'en-GB', null],
])('%s in %s is %s', (text, language, day) => expect(typedDay(text, language)).toBe(day))
