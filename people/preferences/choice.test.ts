import { describe, expect, it } from 'vitest'
import type { Permission } from '#people/consent'
import { changedIn, choicesIn, wordsOf } from './choice.ts'

const held = (channel: Permission['channel'], topic: string, state: Permission['state']): Permission => ({
  ...{ channel, topic, state, basis: 'consent', since: null, wording: null },
})
const yes = (permissions: Permission[]) =>
  choicesIn(permissions).map(({ key, yes }) => `${key}${yes ? ' yes' : ''}`)

describe('what somebody can choose', () => {
  it.each<[string, Permission[], string[]]>([
    ['news by mail, though nobody asked', [], ['email newsletter']],
    ['what they agreed to', [held('email', 'newsletter', 'granted')], ['email newsletter yes']],
    [
      'each matter by its way',
      [held('email', 'newsletter', 'pending'), held('phone', 'offers', 'granted')],
      ['email newsletter', 'phone offers yes'],
    ],
    [
      'nothing is on for whoever stopped everything',
      [held('any', '*', 'objected'), held('email', 'newsletter', 'granted')],
      ['email newsletter'],
    ],
    [
      'not what they asked themselves',
      [{ ...held('email', 'request', 'granted'), basis: 'request' }],
      ['email newsletter'],
    ],
  ])('%s', (_, permissions, expected) => expect(yes(permissions)).toEqual(expected))

  it('is new only where it differs from what holds', () => {
    const choices = choicesIn([held('email', 'newsletter', 'granted'), held('phone', 'offers', 'withdrawn')])
    expect(changedIn(choices, new Set(['email newsletter']))).toEqual([])
    expect(
      changedIn(choices, new Set(['phone offers', 'sms anything'])).map(({ key, yes }) => [key, yes]),
    ).toEqual([
      ['email newsletter', false],
      ['phone offers', true],
    ])
  })

  it('is said in plain words', () => {
    expect(['newsletter', '*', 'offers'].map((topic) => wordsOf({ channel: 'sms', topic }))).toEqual([
      'News by text message',
      'Everything by text message',
      'Offers by text message',
    ])
  })
})
