import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock'
import { world } from '#platform/testing'
import type { Content } from './contract.ts'

/** A real file that lies beside the repository where it is built; nobody else has it. */
const path = resolve(import.meta.dirname, '../../../shared/data/xeducation-leads/Leads.csv')
const absent = !existsSync(path)
const because = absent ? ' (skipped: ../shared/data/xeducation-leads is not there)' : ''

/** Its first ten columns hold no quotes, and the test needs no others. */
function readLeads(): Record<string, string>[] {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split('\n')
  const names = head!.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, n) => [names[n], cell])))
}

/** What PROVENANCE says is filled in only after sales spoke with the person. */
const late = [
  'Tags',
  'Lead Quality',
  'Last Notable Activity',
  'Lead Profile',
  'Asymmetrique Activity Index',
  'Asymmetrique Profile Index',
  'Asymmetrique Activity Score',
  'Asymmetrique Profile Score',
]

describe.skipIf(absent)(`the X Education file${because}`, async () => {
  if (absent) return
  const w = await world()
  const { scoring, fields } = w.owner.client
  const time = await fields.create({
    record: 'contact',
    label: 'Total Time Spent on Website',
    type: 'number',
  })
  const converted = await fields.create({
    record: 'contact',
    label: 'Converted',
    type: 'yesno',
    role: 'outcome',
    roleReason: 'It says who bought.',
  })
  for (const label of late)
    await fields.create({
      record: 'contact',
      label,
      type: 'text',
      role: 'late',
      roleReason: 'It is filled in after sales spoke with the person.',
    })
  const at = w.clock.now()
  const people = readLeads().map((row) => ({
    id: uuidv7(at),
    subject: uuidv7(at),
    identity: uuidv7(at),
    external: row['Prospect ID']!,
    seconds: Number(row['Total Time Spent on Website']),
    converted: Number(row.Converted),
    values: [uuidv7(at), uuidv7(at)],
  }))
  await w.inside(async (db) => {
    for (let n = 0; n < people.length; n += 1000) {
      const some = people.slice(n, n + 1000)
      await db
        .insertInto('contact')
        .values(
          some.map(({ id, external }) => ({
            id,
            external_id: external,
            name: external,
            created_via: 'import',
            status: 'person' as const,
            created_at: at,
            changed_at: at,
          })),
        )
        .execute()
      await db
        .insertInto('subject')
        .values(some.map(({ id, subject }) => ({ id: subject, kind: 'contact', key: id, created_at: at })))
        .execute()
      await db
        .insertInto('identity')
        .values(
          some.map(({ id, subject, identity }) => ({
            id: identity,
            subject_id: subject,
            contact_id: id,
            proof: 'born',
            known_at: at,
          })),
        )
        .execute()
      await db
        .insertInto('field_value')
        .values(
          some.flatMap(({ id, seconds, converted: outcome, values }) => [
            { id: values[0]!, field_id: time.id, record_id: id, number_value: seconds },
            { id: values[1]!, field_id: converted.id, record_id: id, number_value: outcome },
          ]),
        )
        .execute()
    }
  })
  const [line] = await scoring.list()
  const content: Content = {
    rules: [
      {
        id: 'time',
        axis: 'fit',
        points: 60,
        matcher: { field: 'custom.total_time_spent_on_website', op: 'gte', value: 600 },
      },
    ],
    fitMax: 60,
    interestMax: 0,
    enter: 60,
    leave: 60,
    required: [],
    exclude: [{ field: 'customer', op: 'eq', value: true }],
    recencyDays: null,
  }
  const asked = { productLineId: line!.productLineId, content }

  it('says 941 ready and 1,549 of 3,561 customers missed, and that no replay is possible', async () => {
    const preview = await scoring.preview(asked)
    expect(preview).toMatchObject({
      people: 9240,
      looked: 9240,
      sampled: false,
      readyToday: 941,
      newCandidates: 941,
      customers: 3561,
      missed: 1549,
    })
    expect(preview.noReplay).toContain('No replay is possible')
    const { others, customers } = preview.distribution
    expect(others.reduce((a, b) => a + b)).toBe(9240 - 3561)
    expect(customers.at(0)).toBe(1549)
    expect(customers.at(-1)).toBe(3561 - 1549)
  })

  it('opens the people behind each number, page by page', async () => {
    const first = await scoring.previewRows({ ...asked, group: 'missed', limit: 200 })
    expect(first).toMatchObject({ count: 1549, rows: { length: 200 } })
    const second = await scoring.previewRows({ ...asked, group: 'missed', limit: 200, cursor: first.next! })
    const seconds = new Map(people.map((one) => [one.id, one]))
    for (const { contactId, why } of [...first.rows, ...second.rows]) {
      expect(seconds.get(contactId)).toMatchObject({ converted: 1 })
      expect(seconds.get(contactId)!.seconds).toBeLessThan(600)
      expect(why).toBe('0 points, 60 needed')
    }
    expect(new Set([...first.rows, ...second.rows].map((row) => row.contactId)).size).toBe(400)
  })

  it('refuses what was known only after sales spoke, with the reason', async () => {
    const { facts } = await scoring.vocabulary()
    expect(facts.filter(({ refused }) => refused?.role === 'late').map(({ label }) => label)).toEqual(late)
    for (const field of ['custom.tags', 'custom.lead_quality', 'custom.converted'])
      await expect(
        scoring.preview({
          ...asked,
          content: {
            ...content,
            rules: [{ id: 'x', axis: 'fit', points: 60, matcher: { field, op: 'set', value: true } }],
          },
        }),
      ).rejects.toMatchObject({ data: { reason: 'fact_refused' } })
    await expect(
      scoring.saveDraft({ ...asked, lanes: 'both', content: { ...content, required: ['custom.tags'] } }),
    ).rejects.toThrow('filled in after sales spoke')
  })

  it('puts 941 on the waiting list when it comes into force, and starts no clock', async () => {
    const { id } = await scoring.saveDraft({ ...asked, lanes: 'both' })
    await scoring.enforce({ id })
    await w.tick('rescore')
    await w.pump()
    expect((await scoring.list())[0]).toMatchObject({
      inForce: { id, version: 2 },
      draft: null,
      preparing: null,
    })
    const waiting = await scoring.candidates({ limit: 10 })
    expect(waiting.count).toBe(941)
    expect(waiting.rows[0]).toMatchObject({ cause: 'definition', total: 60 })
    expect(await w.sql('select count(*)::int as n from handover')).toEqual([{ n: 0 }])
    expect(await scoring.preview(asked)).toMatchObject({ readyToday: 941, newCandidates: 0 })
  })
})
