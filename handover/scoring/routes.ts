import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { productLines } from '#catalogue/products'
import { holdSigned, refuseAgreed } from '#handover/agreed'
import { findContact } from '#people/contacts'
import type { Db } from '#platform/db'
import { conflict, decodeCursor, type Entry, encodeCursor, guard } from '#platform/http'
import { candidatesOf } from './candidates.ts'
import { checkDefinition } from './checking.ts'
import { contentShape, scoringContract } from './contract.ts'
import type { Definition } from './definition.ts'
import { explain, looksOf, turnsOf } from './explaining.ts'
import { previewOf, previewPeople } from './previewing.ts'
import { beginRescore, callOffRescore, nextMonday } from './rescore.ts'
import {
  type DefinitionVersion,
  definitions,
  discardDraft,
  findDefinition,
  holdDefinitionsOf,
  saveDraft,
} from './store.ts'
import { namesIn, vocabulary } from './vocabulary.ts'
import { missingWords } from './words.ts'

const os = implement(scoringContract).$context<Entry>().use(guard)

const shown = ({ definition, createdBy: _, ...version }: DefinitionVersion) => {
  const { productLineId: __, ...content } = definition
  return { ...version, content: contentShape.parse(content) }
}

const ofSeen = sql`and exists (select from contact c where c.workspace_id = l.workspace_id and c.id = l.contact_id)`

const usedKinds = ({ rules }: Pick<Definition, 'rules'>) =>
  rules.flatMap((rule) => (rule.axis === 'interest' ? rule.matcher.kind : []))

export const scoring = os.router({
  list: os.list.handler(async ({ context: { db, actor } }) => {
    const all = await definitions(db)
    const work = await db.selectFrom('rescore').selectAll().execute()
    const { rows: decided } = await sql<{ product_line_id: string; n: number }>`
      select l.product_line_id, count(*)::int as n from lead l
      where l.state in ('won', 'sent_back', 'not_a_lead') ${actor.reach ? ofSeen : sql``} group by 1`.execute(
      db,
    )
    return (await productLines(db)).map((line) => {
      const versions = all.filter((version) => version.productLineId === line.id)
      const inWork = work.find((one) => versions.some((version) => version.id === one.definition_id))
      const inForce = versions.find((version) => version.fromAt && !version.toAt)
      const draft = versions.find((version) => !version.fromAt)
      return {
        productLineId: line.id,
        productLine: line.name,
        inForce: inForce ? shown(inForce) : null,
        draft: draft ? shown(draft) : null,
        past: versions.filter((version) => version.toAt).map(shown),
        preparing: inWork
          ? {
              definitionId: inWork.definition_id,
              done: inWork.done,
              total: inWork.total,
              startedAt: inWork.started_at,
              startsAt: inWork.starts_at,
            }
          : null,
        decided: decided.find((row) => row.product_line_id === line.id)?.n ?? 0,
      }
    })
  }),
  vocabulary: os.vocabulary.handler(async ({ context: { db, registry } }) => {
    const used = (await definitions(db)).flatMap(({ definition }) => usedKinds(definition))
    return vocabulary(db, registry.journal, used)
  }),
  saveDraft: os.saveDraft.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const definition = await checkDefinition(db, { productLineId: input.productLineId, ...input.content })
    const saved = await saveDraft(db, { definition, lanes: input.lanes, by: actor.memberId }, now)
    return { ...saved, operationId }
  }),
  discardDraft: os.discardDraft.handler(async ({ context: { db, operationId }, input }) => {
    await discardDraft(db, input.productLineId)
    return { operationId }
  }),
  preview: os.preview.handler(async ({ context: { db, now }, input }) =>
    previewOf(db, await checkDefinition(db, { productLineId: input.productLineId, ...input.content }), now),
  ),
  previewRows: os.previewRows.handler(async ({ context: { db, now, registry }, input }) => {
    const definition = await checkDefinition(db, { productLineId: input.productLineId, ...input.content })
    const people = await previewPeople(db, definition, input.group, now)
    const [start] = input.cursor ? decodeCursor(input.cursor, 'count').map(Number) : [0]
    const slice = people.slice(start, start! + input.limit)
    const names = namesIn(
      await vocabulary(db, registry.journal, usedKinds(definition)),
      await productLines(db),
    )
    const who = await whoIs(
      db,
      slice.map((one) => one.contactId),
    )
    const end = start! + slice.length
    return {
      rows: slice.map(({ contactId, judgement: { total, missing } }) => ({
        contactId,
        name: who.get(contactId)?.name ?? '',
        company: who.get(contactId)?.company ?? null,
        total,
        why: missing.map((one) => missingWords(names, one)).join(' · '),
      })),
      next: end < people.length ? encodeCursor([end]) : null,
      count: people.length,
    }
  }),
  enforce: os.enforce.handler(async ({ context: { db, now, actor }, input }) => {
    const { productLineId: lineId } = await findDefinition(db, input.id)
    await refuseAgreed(db, 'What “strong enough” means is', ({ definitions: agreed }) =>
      agreed.some(({ productLineId }) => productLineId === lineId),
    )
    await holdDefinitionsOf(db, [input.id])
    const version = await findDefinition(db, input.id)
    if (version.fromAt)
      throw conflict('already_in_force', 'This version was put in force before. Make a new draft.')
    await checkDefinition(db, version.definition)
    const busy = await db
      .selectFrom('rescore')
      .innerJoin('definition', 'definition.id', 'rescore.definition_id')
      .select('rescore.id')
      .where('definition.product_line_id', '=', version.productLineId)
      .executeTakeFirst()
    if (busy) throw conflict('being_prepared', 'A version is on its way into force. Wait until it is.')
    const startsAt = input.starts === 'next_monday' ? await nextMonday(db, now) : null
    const people = await beginRescore(db, version.id, { by: actor.memberId, startsAt }, now)
    return { people, preparing: startsAt === null, startsAt, operationId: null }
  }),
  callOff: os.callOff.handler(async ({ context: { db, now }, input }) => {
    await refuseSigned(db, input.id)
    await callOffRescore(db, input.id, now)
    return { operationId: null }
  }),
  ofContact: os.ofContact.handler(async ({ context: { db, now, registry }, input }) =>
    explain(db, input.contactId, registry.journal, await productLines(db), now),
  ),
  looks: os.looks.handler(async ({ context: { db }, input: { contactId, cursor, limit } }) => {
    const { id } = await findContact(db, contactId)
    const [at, last] = cursor ? decodeCursor(cursor, 'timestamptz', 'uuid') : []
    const found = await looksOf(db, id, at && last ? { at, id: last } : null, limit + 1)
    const rows = found.slice(0, limit)
    const [newest, oldest] = [rows[0], rows.at(-1)]
    const turns = newest && oldest ? await turnsOf(db, id, oldest.at, newest.at) : []
    return {
      // Of several looks at one instant, the first made the turn.
      rows: rows.map((row, index) => ({
        ...row,
        turns: turns
          .filter(
            ({ at }) => at.getTime() === row.at.getTime() && rows[index + 1]?.at.getTime() !== at.getTime(),
          )
          .map(({ at: _, ...turn }) => turn),
      })),
      next: found.length > limit && oldest ? encodeCursor([oldest.at.toISOString(), oldest.id]) : null,
    }
  }),
  candidates: os.candidates.handler(async ({ context: { db }, input: { cursor, limit, ...of } }) => {
    const [total, id] = cursor ? decodeCursor(cursor, 'int', 'uuid') : []
    const after = cursor ? { total: Number(total), id: String(id) } : null
    const { rows, count } = await candidatesOf(db, of, after, limit + 1)
    const last = rows[limit - 1]
    return {
      rows: rows.slice(0, limit),
      next: rows.length > limit && last ? encodeCursor([last.total, last.id]) : null,
      count,
    }
  }),
})

/** What starts because both sides signed is called off as a whole. */
async function refuseSigned(db: Db, definitionId: string): Promise<void> {
  const ahead = (await holdSigned(db)).find(({ fromAt }) => !fromAt)
  if (ahead?.content.definitions.some((one) => one.definitionId === definitionId))
    throw conflict(
      'signed',
      `This version starts with Agreement ${ahead.number}. Call the agreement off to change it.`,
    )
}

async function whoIs(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { name: string; company: string | null }>> {
  const { rows } = await sql<{ id: string; name: string; company: string | null }>`
    select c.id, c.name, (select name from company where company.id = c.company_id) as company
    from contact c where c.id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}
