import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { link, subjectOf } from '#people/identity'
import type { Db } from '#platform/db'
import { judge, makeVisitor, record } from '#platform/journal'
import { contactNews } from '#platform/pump'
import { world } from '#platform/testing'
import type { Condition } from '#workspace/lists/contract'

const dayMs = 86_400_000

describe('what people did, and when last', async () => {
  const w = await world()
  const { contacts, events, merging, erasing, lists } = w.owner.client
  const ids: Record<string, string> = {}
  const ago = (days: number) => new Date(w.clock.now().getTime() - days * dayMs)
  const found = async (field: string, operator: Condition['operator'], value: Condition['value'] = null) => {
    const filter = { match: 'all' as const, items: [{ field, operator, value }] }
    const { rows } = await contacts.list({ filter, sort: 'name', direction: 'desc' })
    expect((await contacts.count({ filter, exactly: true })).count).toBe(rows.length)
    return rows.map(({ name }) => name).join()
  }
  const does = (name: string, kind: string, days: number) =>
    events.add({
      events: [{ kind, contact: { id: ids[name]! }, occurredAt: ago(days), human: true, data: {} }],
    })
  /** What is kept, beside what the journal says now, read plainly. */
  const kept = async () => {
    await w.pump()
    const rows = await w.sql<{ kept: string[]; told: string[]; odd: string[] }>(`select
      array(select concat_ws(' ', contact_id, kind, extract(epoch from last_at)) from did order by 1) as kept,
      array(select concat_ws(' ', i.contact_id, e.kind, extract(epoch from max(e.occurred_at)))
        from journal_event e join identity i on i.subject_id = e.subject_id and i.until is null
        left join lateral (select verdict from verdict v where v.event_id = e.id order by known_at desc, id desc limit 1) v on true
        where case when v.verdict is null then e.human else v.verdict = 'human' end group by i.contact_id, e.kind order by 1) as told,
      array(select contact_id from standing s where acts <> coalesce((select string_agg(kind, ' ' order by kind) from did d where d.contact_id = s.contact_id), '')) as odd`)
    const { kept, told, odd } = rows[0]!
    expect(odd).toEqual([])
    expect(kept).toEqual(told)
    return kept.length
  }

  beforeAll(async () => {
    for (const name of ['Anna', 'Bob', 'Cem']) ids[name] = (await contacts.create({ name })).id
    await does('Anna', 'trial_started', 3)
    await does('Anna', 'trial_started', 90)
    await does('Bob', 'trial_started', 60)
    await does('Bob', 'demo_watched', 2)
    expect(await kept()).toBe(3)
  })

  it.each<[string, Condition['operator'], Condition['value'], string]>([
    ['in the last days', 'last_days', '30', 'Anna'],
    ['longer ago, and not again', 'older_days', '30', 'Bob'],
    ['never', 'empty', null, 'Cem'],
    ['ever', 'not_empty', null, 'Bob,Anna'],
  ])('finds who did it %s', async (_, operator, value, names) => {
    expect(await found('did.trial_started', operator, value)).toBe(names)
  })

  it('finds who did it before a day and since one', async () => {
    const day = ago(30).toISOString().slice(0, 10)
    expect(await found('did.trial_started', 'before', day)).toBe('Bob')
    expect(await found('did.trial_started', 'after', day)).toBe('Anna')
    expect(await found('did.nobody_did_this', 'not_empty')).toBe('')
    await expect(found('didst.trial_started', 'not_empty')).rejects.toMatchObject({
      data: { reason: 'unknown_field' },
    })
  })

  it('counts an act that is told late by when it was done', async () => {
    await does('Bob', 'trial_started', 75)
    await does('Cem', 'trial_started', 40)
    await kept()
    expect(await found('did.trial_started', 'older_days', '50')).toBe('Bob')
    expect(await found('did.trial_started', 'older_days', '30')).toBe('Cem,Bob')
    expect(await found('did', 'empty')).toBe('')
  })

  it('is what an installation from before finds in its journal', async () => {
    const n = await kept()
    for (const [slice, name, words] of [
      ['timeline', '202611301204_did', 'insert into did'],
      ['standing', '202611301232_acts', 'update standing'],
    ] as const) {
      const file = path.resolve(import.meta.dirname, `../${slice}/migrations/${name}.sql`)
      const sql = await readFile(file, 'utf8')
      await w.sql(slice === 'timeline' ? 'delete from did' : `update standing set acts = ''`)
      await w.sql(sql.slice(sql.indexOf(words)).replace(/create index.*/, ''))
    }
    expect(await kept()).toBe(n)
  })

  it('finds who did not do something, also where somebody did more than a key holds', async () => {
    const without = () => found('did', 'is_not', ['demo_watched'])
    expect(await without()).toBe('Cem,Anna')
    await w.sql(`update standing set acts = '?' where contact_id = '${ids.Anna}'`)
    expect(await without()).toBe('Cem,Anna')
    await w.sql(`update standing set acts = 'trial_started' where contact_id = '${ids.Anna}'`)
    await kept()
  })

  it('joins what two did who become one, and gives it back', async () => {
    const { mergeId } = await merging.merge({
      record: 'contact',
      winnerId: ids.Cem!,
      loserId: ids.Anna!,
      take: [],
    })
    await kept()
    expect(await found('did.trial_started', 'last_days', '30')).toBe('Cem')
    await merging.unmerge({ id: mergeId })
    await kept()
    expect(await found('did.trial_started', 'last_days', '30')).toBe('Anna')
    expect(await found('did.trial_started', 'older_days', '30')).toBe('Cem,Bob')
  })

  it('follows visits one by one, and forgets those that a program made', async () => {
    const reads = (db: Db, subjectId: string, occurredAt: Date) =>
      record(db, [
        { kind: 'page.viewed', subjectId, occurredAt, receivedAt: w.clock.now(), human: true, data: {} },
      ])
    const news = (db: Db, cause: string, eventIds: string[]) =>
      contactNews(db, [{ contactId: ids.Anna!, cause, eventIds }], w.clock.now())
    const read: string[] = []
    const subject = await w.inside(async (db) => {
      const subjectId = await makeVisitor(db, w.clock.now())
      await reads(db, subjectId, ago(9))
      await link(db, { subjectId, contactId: ids.Anna!, proof: 'proven' }, w.clock.now())
      await news(db, 'identity', [])
      return subjectId
    })
    await kept()
    expect(await found('did.page.viewed', 'older_days', '8')).toBe('Anna')
    for (const days of [1, 5])
      await w.inside(async (db) => {
        const [id] = await reads(db, subject, ago(days))
        read.push(id!)
        await news(db, 'visit', [id!])
      })
    await kept()
    expect(await found('did.page.viewed', 'last_days', '2')).toBe('Anna')
    await w.inside(async (db) => {
      await judge(db, read[0]!, 'machine', 'test', w.clock.now())
      await news(db, 'verdict', [read[0]!])
    })
    await kept()
    expect(await found('did.page.viewed', 'last_days', '2')).toBe('')
    expect(await found('did.page.viewed', 'last_days', '6')).toBe('Anna')
  })

  it('is no more of whom nothing counts any more, nor of the erased', async () => {
    await w.inside(async (db) => {
      const subjectId = await subjectOf(db, ids.Cem!)
      const rows = await db
        .selectFrom('journal_event')
        .select('id')
        .where('subject_id', '=', subjectId)
        .where('human', '=', true)
        .execute()
      for (const { id } of rows) await judge(db, id, 'retracted', 'test', w.clock.now())
      await contactNews(db, [{ contactId: ids.Cem!, cause: 'verdict' }], w.clock.now())
    })
    await kept()
    expect(await found('did', 'empty')).toBe('Cem')
    await erasing.erase({ contactId: ids.Bob!, name: 'Bob', cause: 'asked' })
    await w.tick('erasures')
    await w.pump()
    const [row] = await w.sql<{ n: number }>(
      `select count(*)::int as n from did where contact_id = '${ids.Bob}'`,
    )
    expect(row!.n).toBe(0)
    const { rows } = await lists.fields({ record: 'contact' })
    expect(rows.find(({ id }) => id === 'did.trial_started')).toMatchObject({
      ...{ label: 'Last: Trial started', kind: 'date', sorts: false },
    })
  })
})
