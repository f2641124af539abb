import { sql } from 'kysely'
import type { z } from 'zod'
import { lineWords, proofWords, topicNames } from '#people/consent'
import { alsoKnownBy, contactsShown, createdViaWords } from '#people/contacts'
import { askIn, type KeptTable, keptOf } from '#people/erasing'
import { leadsOf } from '#people/leads'
import { timelineOf } from '#people/timeline'
import type { Db } from '#platform/db'
import type { Registry } from '#platform/registry'
import { fieldsOf, relatedNames } from '#workspace/fields'
import type { FieldRecord } from '#workspace/fields/contract'
import type { keptShape } from './contract.ts'
import { kindsOf } from './kinds.ts'

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
  // The ledger is given line by line already.
  const timeline = registry.timeline.filter(({ name }) => name !== 'consent')
  const happened = await timelineOf(db, { ...registry, timeline }, { contactId }, { limit: mostHappened })
  sections.push({
    title: 'What happened',
    none: 'Nothing yet.',
    lines: happened.map(({ text, detail, at }) => ({ text, detail: detail ?? null, at })),
  })
  return {
    ...{ name: contact!.name, at: now, firm, sections },
    facts: await factsOf(db, contact!),
    ledger: await ledgerOf(db, person.whom.subjects),
    tables: kindsOf(tables),
    rows: tables,
  }
}

type Contact = Awaited<ReturnType<typeof contactsShown>>[number]

async function factsOf(db: Db, it: Contact): Promise<Kept['facts']> {
  const fields = await fieldsOf(db, 'contact')
  const own: (readonly [string, string])[] = []
  for (const { key, label, relatesTo, options } of fields) {
    const values = [it.custom[key] ?? []].flat()
    const named = relatesTo ? await namedOf(db, relatesTo, values.map(String)) : options
    const words = values.map((one) =>
      typeof one === 'boolean' ? (one ? 'Yes' : 'No') : nameIn(named, String(one)),
    )
    own.push([label, words.join(', ')])
  }
  const all: (readonly [string, unknown])[] = [
    ['Name', it.name],
    ['E-mail', it.email],
    ['Phone', it.phone],
    ['Job title', it.jobTitle],
    ['Company', it.company?.name],
    ['Town', it.city],
    ['Country', it.country && (countries.of(it.country) ?? it.country)],
    ['Number elsewhere', it.externalId],
    ['Also known by', (await alsoKnownBy(db, it)).map(({ value }) => value).join(', ')],
    ['Tags', it.tags.join(', ')],
    ['Known since', it.createdAt],
    ['Came in by', nameIn(createdViaWords, it.createdVia)],
    ...own,
  ]
  return all.flatMap(([label, value]) => {
    const text = value instanceof Date ? value.toISOString().slice(0, 10) : value
    return text === null || text === undefined || text === '' ? [] : { label, value: String(text) }
  })
}

/** What a field relates to, as choices of it. */
async function namedOf(db: Db, record: FieldRecord, ids: readonly string[]) {
  const related = await relatedNames(db, record, ids)
  return related.map(({ id, name }) => ({ value: id, label: name }))
}

const countries = new Intl.DisplayNames(['en'], { type: 'region' })
const nameIn = (of: readonly { value: string; label: string }[], value: string) =>
  of.find((one) => one.value === value)?.label ?? value

async function ledgerOf(db: Db, subjects: readonly string[]): Promise<Kept['ledger']> {
  const { rows } = await sql<
    Omit<Kept['ledger'][number], 'text' | 'detail'> & Parameters<typeof lineWords>[0]
  >`
    select c.at, c.channel, c.topic, c.basis, c.state, c.expires_at as "expiresAt", w.text as wording, c.proof
    from consent c left join consent_wording w on w.workspace_id = c.workspace_id and w.id = c.wording_id
    where c.subject_id = any(${subjects}::uuid[]) order by c.at desc, c.id desc`.execute(db)
  const names = await topicNames(db)
  return rows.map((row) => ({ ...row, text: lineWords(row, names), detail: proofWords(row.proof) }))
}

const channelWords: Record<string, string> = {
  api: 'Reported by a program',
  unknown: 'From where is not known',
  direct: 'By our address, typed in or from a bookmark',
}

async function sourcesOf(db: Db, contactId: string) {
  const leads = await leadsOf(db, contactId)
  return leads.map((lead) => ({
    text: [
      channelWords[lead.channel] ?? `By ${lead.channel.replaceAll('_', ' ')}`,
      lead.campaign && `campaign ${lead.campaign}`,
    ]
      .filter(Boolean)
      .join(', '),
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
