import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeLog } from './log.ts'

/** What comes out of the log when `say` writes into it. */
function written(say: (log: ReturnType<typeof makeLog>) => void): string {
  const lines: string[] = []
  say(makeLog('debug', { write: (line) => void lines.push(line) }))
  return lines.join('')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/

const nasty = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\n{"level":30,"msg":"forged"}\n',
        '\r',
        '\u001b[2J',
        '\u009b31m',
        '\u2028',
        '\u202e',
        '"',
        '\\',
        '\u0000',
      ),
    ),
  )
  .map((parts) => parts.join(''))

describe('the log', () => {
  it('is one line an entry whatever is written into it, and says the same', () => {
    fc.assert(
      fc.property(nasty, nasty, (field, text) => {
        const lines = written((log) => log.info({ field, err: new Error(text) }, text))
        expect(lines.endsWith('\n')).toBe(true)
        expect(lines.indexOf('\n')).toBe(lines.length - 1)
        expect(lines).not.toMatch(obeyed)
        expect(JSON.parse(lines)).toMatchObject({ level: 30, err: { type: 'Error' } })
      }),
    )
    expect(JSON.parse(written((log) => log.info({ field: 'a\u009bb\u2028c' }, 'x')))).toMatchObject({
      field: 'a\u009bb\u2028c',
    })
  })

  it.each([
    `https://go.example.com/-/confirm/1.${'a'.repeat(43)}`,
    `/-/answer/12.${'b-_'.repeat(14)}c?x=1`,
    'https://baton.example.com/reset?token=abcdef123456&x=1',
    `Bearer baton_${'k'.repeat(43)}`,
    `looked for 7.${'z'.repeat(43)} in vain`,
  ])('cuts out what lets somebody in: %s', (text) => {
    const line = written((log) => log.error({ err: new Error(text), [text]: text }, text))
    expect(line).toContain('…')
    expect(line).not.toMatch(/a{10}|b-_b-_|abcdef|k{10}|z{10}/)
    expect(() => JSON.parse(line)).not.toThrow()
  })

  it('tells of a fault of the database without the rows it quotes', () => {
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      table: 'contact',
      detail: 'Key (email_key)=(anna@firm.example) already exists.',
    })
    const line = written((log) => log.error({ err: new Error('outer', { cause: error }) }, 'fault'))
    expect(JSON.parse(line).err.cause).toMatchObject({
      code: '23505',
      table: 'contact',
      message: 'duplicate key',
    })
    expect(line).not.toContain('anna@')
  })
})
