import { describe, expect, test } from 'vitest'
import { contradictionColumns, findContradictions } from './contradictions.ts'
import { measurePredictions, proposeLate } from './late.ts'
import { findOutcome } from './outcome.ts'
import { profileRows } from './profile.ts'

async function* rowsOf(cells: string[][]) {
  for (const row of cells) yield { cells: row }
}

describe('columns known only after sales spoke', () => {
  const people = 1_000
  const header = ['Converted', 'Result', 'Source', 'Closed on', 'Id', 'Minutes', 'Lead Quality']
  let seed = 7
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
  // Every fourth person becomes a customer; Source and Minutes lean that way, Result and Closed on follow from it.
  const rows = Array.from({ length: people }, (_, i) => {
    const won = i % 4 === 0
    const source = random() < (won ? 0.6 : 0.4) ? 'Ads' : 'Web'
    const minutes = String(Math.floor(random() * 200) + (won ? 30 : 0))
    const day = won
      ? `2024-${String((i % 12) + 1).padStart(2, '0')}-${String((i % 28) + 1).padStart(2, '0')}`
      : ''
    return [
      won ? '1' : '0',
      won ? 'Signed' : 'Refused',
      source,
      day,
      `id-${i}`,
      minutes,
      random() < 0.5 ? 'Good' : 'Bad',
    ]
  })

  async function proposals(names?: RegExp[]) {
    const profile = await profileRows(header, rowsOf(rows))
    const outcome = findOutcome(profile)!
    const predictions = await measurePredictions(profile, rowsOf(rows), outcome, new Set())
    return proposeLate(profile, outcome, predictions, names)
  }

  test('those that predict too well, even only by being filled, and those whose name says so', async () => {
    const found = await proposals()
    expect(found.map(({ column, by }) => [header[column], by])).toEqual([
      ['Result', 'numbers'],
      ['Closed on', 'numbers'],
      ['Lead Quality', 'name'],
    ])
    expect(found[0]!.because).toContain('100 of 100 pairs')
    expect(found[0]!.because).toContain('100 % among “Signed”')
    expect(found[0]!.prediction!.auc).toBe(1)
  })

  test('an id can’t shine by learning its rows by heart', async () => {
    const profile = await profileRows(header, rowsOf(rows))
    const predictions = await measurePredictions(profile, rowsOf(rows), findOutcome(profile)!, new Set())
    expect(predictions.get(header.indexOf('Id'))!.auc).toBe(0.5)
    expect(predictions.get(header.indexOf('Source'))!.auc).toBeGreaterThan(0.5)
    expect(predictions.get(header.indexOf('Source'))!.auc).toBeLessThan(0.7)
  })

  test('without names, the numbers stand alone; with too few customers they say nothing', async () => {
    expect((await proposals([])).map(({ column }) => header[column])).toEqual(['Result', 'Closed on'])
    const few = rows.slice(0, 40)
    const profile = await profileRows(header, rowsOf(few))
    expect(await measurePredictions(profile, rowsOf(few), findOutcome(profile)!, new Set())).toEqual(
      new Map(),
    )
  })

  test('the outcome is found by name and values, or by won and lost among the stages', async () => {
    expect(findOutcome(await profileRows(header, rowsOf(rows)))).toMatchObject({
      column: 0,
      yes: ['1'],
      no: ['0'],
    })
    const stages = await profileRows(['Stage'], rowsOf([['Closed Won'], ['Closed Lost'], ['Open']]))
    expect(findOutcome(stages)).toMatchObject({ column: 0, yes: ['Closed Won'], no: ['Closed Lost'] })
    expect(findOutcome(await profileRows(['Kind'], rowsOf([['x'], ['y']])))).toBeNull()
  })
})

describe('contradictions', () => {
  const names = ['Do Not Email', 'Do Not Call', 'Last Activity', 'Start', 'End']
  const writing = { dateOrder: 'MDY', zone: 'utc' } as const
  const mapped = { doNotEmail: 0, doNotCall: 1, createdAt: 3, closedAt: 4 }
  const table = [
    ['No', 'No', 'Unsubscribed', '', ''],
    ['No', 'No', 'Email Bounced', '3/1/2017', '2/28/2017'],
    ['Yes', 'No', 'Email Bounced', '3/1/2017', '3/1/2017'],
    ['No', 'No', 'Resubscribed to emails', '', ''],
    ['No', 'No', 'Email Marked Spam', '', ''],
    ['', 'No', 'Unsubscribed; please do not call', '', ''],
  ]

  test('are found by row, with the channel to bar', async () => {
    const columns = contradictionColumns(await profileRows(names, rowsOf(table)), mapped)
    expect(columns.evidence).toEqual([2])
    const codes = table.map((cells) =>
      findContradictions(columns, cells, names, writing).map(({ code }) => code),
    )
    expect(codes).toEqual([
      ['email_allowed_but_unsubscribed'],
      ['email_allowed_but_bounced', 'closed_before_created'],
      [],
      [],
      ['email_allowed_but_complained'],
      ['call_allowed_but_refused'],
    ])
    expect(findContradictions(columns, table[1]!, names, writing)[0]).toEqual({
      code: 'email_allowed_but_bounced',
      message: '“Do Not Email” is No, but “Last Activity” tells of a bounce: Email Bounced.',
      bars: 'email',
    })
  })

  test('need a column that says what is allowed', async () => {
    const columns = contradictionColumns(await profileRows(names, rowsOf(table)), {
      ...mapped,
      doNotEmail: null,
      doNotCall: null,
    })
    expect(columns.evidence).toEqual([])
  })
})
