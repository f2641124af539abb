import { describe, expect, it } from 'vitest'
import type { Permission, Topic } from '#people/consent'
import { changedIn, choicesIn, wordsOf } from './choice.ts'

const held = (channel: Permission['channel'], topic: string, state: Permission['state']): Permission => ({
  ...{ channel, topic, state, basis: 'consent', since: null, wording: null },
})
const topic = (key: string, more: Partial<Topic> = {}): Topic => ({
  ...{ id: key, key, name: key, about: '', isPublic: true, archivedAt: null },
  ...more,
})
const topics = [
  topic('newsletter'),
  topic('offers'),
  topic('partners', { isPublic: false }),
  topic('fairs', { archivedAt: new Date(0) }),
]
const yes = (permissions: Permission[]) =>
  choicesIn(permissions, topics).map(({ key, yes }) => `${key}${yes ? ' yes' : ''}`)

describe('what somebody can choose', () => {
  it.each<[string, Permission[], string[]]>([
    ['each public topic by mail, though nobody asked', [], ['email newsletter', 'email offers']],
    [
      'what they agreed to',
      [held('email', 'newsletter', 'granted')],
      ['email newsletter yes', 'email offers'],
    ],
    [
      'what is offered to nobody as long as they have it',
      [
        held('email', 'partners', 'granted'),
        held('sms', 'partners', 'withdrawn'),
        held('email', 'fairs', 'granted'),
        held('email', 'a word of before', 'granted'),
      ],
      [
        ...['email newsletter', 'email offers'],
        ...['email partners yes', 'email fairs yes', 'email a word of before yes'],
      ],
    ],
    [
      'each matter by its way',
      [held('email', 'newsletter', 'pending'), held('phone', 'offers', 'granted')],
      ['email newsletter', 'email offers', 'phone offers yes'],
    ],
    [
      'nothing is on for whoever stopped everything',
      [held('any', '*', 'objected'), held('email', 'newsletter', 'granted')],
      ['email newsletter', 'email offers'],
    ],
    [
      'not what they asked themselves',
      [{ ...held('email', 'request', 'granted'), basis: 'request' }],
      ['email newsletter', 'email offers'],
    ],
  ])('%s', (_, permissions, expected) => expect(yes(permissions)).toEqual(expected))

  it('is new only where it differs from what holds', () => {
    const choices = choicesIn(
      [held('email', 'newsletter', 'granted'), held('phone', 'offers', 'withdrawn')],
      topics,
    )
    expect(changedIn(choices, new Set(['email newsletter']))).toEqual([])
    expect(
      changedIn(choices, new Set(['phone offers', 'sms anything'])).map(({ key, yes }) => [key, yes]),
    ).toEqual([
      ['email newsletter', false],
      ['phone offers', true],
    ])
  })

  it('is said in plain words', () => {
    const names = new Map([['newsletter', 'über uns']])
    expect(['newsletter', '*', 'offers'].map((topic) => wordsOf({ channel: 'sms', topic }, names))).toEqual([
      'Über uns by text message',
      'Everything by text message',
      'Offers by text message',
    ])
  })
})
