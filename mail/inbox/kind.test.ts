import { describe, expect, it } from 'vitest'
import { kindOf } from './kind.ts'

const kind = (head: Record<string, string>, from = 'anna@buyer.example') =>
  kindOf(new Map(Object.entries(head)), from)

describe('who wrote a mail', () => {
  it.each<[string, Record<string, string>]>([
    ['an absence note (RFC 3834)', { 'auto-submitted': 'auto-replied' }],
    ['an absence note with a parameter', { 'auto-submitted': 'auto-replied; vacation' }],
    ['a machine', { 'auto-submitted': 'auto-generated' }],
    ['an empty return path', { 'return-path': '<>' }],
    ['a list', { 'list-id': '<news.example>' }],
    ['a mailing', { precedence: 'bulk' }],
    ['an older responder', { 'x-autoreply': 'yes' }],
  ])('is a machine: %s', (_name, head) => {
    const found = kind(head)
    expect(found.kind).toBe('automatic')
    expect(found.evidence.length).toBeGreaterThan(5)
  })
  it.each(['MAILER-DAEMON@mx.example', 'no-reply@shop.example', 'noreply@x.example', 'donotreply@x.example'])(
    'is a machine: %s',
    (from) => expect(kind({}, from).kind).toBe('automatic'),
  )
  it('is a person, whatever they say of the office', () => {
    expect(kind({ subject: 'Out of office furniture', 'auto-submitted': 'no' }).kind).toBe('human')
    expect(kind({}, 'norbert.reply@buyer.example').kind).toBe('human')
    expect(kind({ 'return-path': '<anna@buyer.example>', precedence: 'first-class' }).kind).toBe('human')
  })
  it('is the mail system: a report of delivery, and not any report', () => {
    const report = 'multipart/report; report-type=delivery-status; boundary="b"'
    expect(kind({ 'content-type': report, 'auto-submitted': 'auto-replied' }).kind).toBe('bounce')
    expect(kind({ 'content-type': 'multipart/report; report-type=disposition-notification' }).kind).toBe(
      'human',
    )
  })
})
