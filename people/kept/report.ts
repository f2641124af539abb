import { sql } from 'kysely'
import type { z } from 'zod'
import { contactsShown } from '#people/contacts'
import { askIn, type KeptTable, keptOf } from '#people/erasing'
import { leadsOf } from '#people/leads'
import { timelineOf } from '#people/timeline'
import type { Db } from '#platform/db'
import type { Registry } from '#platform/registry'
import { fieldsOf, relatedNames } from '#workspace/fields'
import type { keptShape } from './contract.ts'

type Kept = z.infer<typeof keptShape>
const mostHappened = 2_000

/** All that is kept of a person, for them to read; `rows` is each row of it. */
export async function reportOn(
  db: Db,
  of: { workspaceId: number; contactId: string },
  { registry, now }: { registry: Registry; now: Date },
): Promise<Kept & { rows: KeptTable[] }> {
  const { contactId } = of
  const { person, tables } = await keptOf(askIn(db), of)
  const { name: firm } = await db.selectFrom('workspace').select('name').executeTakeFirstOrThrow()
  const [contact] = await contactsShown(db, [contactId])
  const sections: Kept['sections'] = [
    {
      title: 'Where they came from',
      none: 'By no act of theirs yet.',
      lines: await sourcesOf(db, contactId),
    },
  ]
  for (const { title, none, lines } of registry.kept.toSorted((a, b) => a.rank - b.rank))
    sections.push({ title, none, lines: await lines(db, { contactId, now, kinds: registry.journal }) })
  const happened = await timelineOf(db, registry, { contactId }, { limit: mostHappened })
  sections.push({
    title: 'What happened',
    none: 'Nothing yet.',
    lines: happened.map(({ text, detail, at }) => ({ text, detail: detail ?? null, at })),
  })
  return {
    ...{ name: contact!.name, at: now, firm, sections },
    facts: await factsOf(db, contact!),
    ledger: await ledgerOf(db, person.whom.subjects),
    tables: tables.map(({ table, means, rows }) => ({ table, means, count: rows.length })),
    rows: tables,
  }
}

type Contact = Awaited<ReturnType<typeof contactsShown>>[number]

async function factsOf(db: Db, it: Contact): Promise<Kept['facts']> {
  const fields = await fieldsOf(db, 'contact')
  const own: (readonly [string, unknown])[] = []
  for (const { key, label, relatesTo, options } of fields) {
    const value = it.custom[key]
    const related = relatesTo && value ? await relatedNames(db, relatesTo, [String(value)]) : []
    const named = related[0]?.name ?? options.find((option) => option.value === value)?.label
    own.push([label, named ?? value])
  }
  const all: (readonly [string, unknown])[] = [
    ['Name', it.name],
    ['E-mail', it.email],
    ['Phone', it.phone],
    ['Job title', it.jobTitle],
    ['Company', it.company?.name],
    ['City', it.city],
    ['Country', it.country],
    ['Number elsewhere', it.externalId],
    ['Tags', it.tags.join(', ')],
    ['Known since', it.createdAt],
    ['Came in by', it.createdVia],
    ...own,
  ]
  return all.flatMap(([label, value]) => {
    const text = value instanceof Date ? value.toISOString().slice(0, 10) : value
    return text === null || text === undefined || text === '' ? [] : { label, value: String(text) }
  })
}

async function ledgerOf(db: Db, subjects: readonly string[]): Promise<Kept['ledger']> {
  const { rows } = await sql<Kept['ledger'][number]>`
    select c.at, c.channel, c.topic, c.basis, c.state, c.expires_at as "expiresAt", w.text as wording, c.proof
    from consent c left join consent_wording w on w.workspace_id = c.workspace_id and w.id = c.wording_id
    where c.subject_id = any(${subjects}::uuid[]) order by c.at desc, c.id desc`.execute(db)
  return rows
}

async function sourcesOf(db: Db, contactId: string) {
  const leads = await leadsOf(db, contactId)
  return leads.map((lead) => ({
    text: [`By ${lead.channel}`, lead.campaign && `campaign ${lead.campaign}`].filter(Boolean).join(', '),
    detail:
      [
        lead.first_page && `first page ${lead.first_page}`,
        lead.referrer && `from ${lead.referrer}`,
        lead.self_reported && `they say: ${lead.self_reported}`,
      ]
        .filter(Boolean)
        .join(' · ') || null,
    at: lead.opened_at,
  }))
}
