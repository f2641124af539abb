import { describe, expect, it } from 'vitest'
import { asKept, mentionedIn, piecesOf, withNames } from './mentions.ts'

const anna = '01900000-0000-7000-8000-00000000000a'
const bo = '01900000-0000-7000-8000-00000000000b'
const names = new Map([
  [anna, 'Anna Maria'],
  [bo, `Bo] @[${anna}] <b>`],
])

describe('mentions', () => {
  it('are kept by id, whatever somebody is called', () => {
    const picked = [
      { id: bo, name: 'Anna' },
      { id: anna, name: 'Anna Maria' },
    ]
    const kept = asKept('Ask @Anna Maria, then @Anna. anna@firm.example', picked)
    expect(kept).toBe(`Ask @[${anna}], then @[${bo}]. anna@firm.example`)
    expect(mentionedIn(`${kept} @[${anna}]`)).toEqual([anna, bo])
    expect(asKept('@ @Nobody', [{ id: anna, name: '' }])).toBe('@ @Nobody')
  })

  it('are shown by the names of now, and a name is never more than a name', () => {
    expect(withNames(`See @[${bo}]`, names)).toBe(`See @Bo] @[${anna}] <b>`)
    expect(piecesOf(`@[${bo}]: @[${anna}]!`, names)).toEqual([
      { memberId: bo, name: `Bo] @[${anna}] <b>` },
      { text: ': ' },
      { memberId: anna, name: 'Anna Maria' },
      { text: '!' },
    ])
    expect(withNames('@[01900000-0000-7000-8000-00000000000c]', names)).toBe('@somebody')
    expect(mentionedIn('@[x] @[] @[01900000] [@]')).toEqual([])
    expect(piecesOf('', names)).toEqual([])
  })
})
