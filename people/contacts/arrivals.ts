import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import { type Db, noteRecords } from '#platform/db'
import { topicChanged } from '#platform/http'
import type { Job } from '#platform/registry'
import { inTurns } from '#platform/ticks'
import { type FactChange, keepEarlierFacts } from './facts.ts'
import { contactsChanged } from './store.ts'

/** So many people follow in one transaction: whoever changes one of them waits no longer. */
const atOnce = 1000
/** While more come in they have both cores. */
const quietMs = 3_000
/** Who came in first doesn't wait longer, however long the file is. */
const longestWaitMs = 10 * 60_000

type Fact = [contactId: string, field: string, value: FactChange['value']]
type Arrival = { contacts: string[]; facts: string; at: Date }

/** Leaves to `followArrivals` what may follow once people are in: a few rows for thousands of them. */
export async function leaveToFollow(
  db: Db,
  people: readonly { id: string; facts: readonly FactChange[] }[],
  now: Date,
): Promise<void> {
  const rows = []
  for (let at = 0; at < people.length; at += atOnce) {
    const some = people.slice(at, at + atOnce)
    const facts = some.flatMap((it) =>
      it.facts.flatMap(({ contactId, field, value }): Fact[] =>
        value === null ? [] : [[contactId, field, value]],
      ),
    )
    rows.push({
      id: uuidv7(now),
      contacts: some.map(({ id }) => id),
      facts: JSON.stringify(facts).replaceAll('\\u0000', ''),
      at: now,
    })
  }
  if (rows.length > 0) await db.insertInto('contact_arrival').values(rows).execute()
}

/**
 * What follows for people who came in: what was first known of them, until it was changed; that programs hear of them; their search
 * entry; the pump's look, after all others'. They are held, so that nobody changes what was known meanwhile.
 */
async function follow(db: Db, { contacts, facts, at }: Arrival, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from contact where id = any(${contacts}::uuid[]) order by id for no key update`.execute(db)
  const there = new Set(rows.map(({ id }) => id))
  const known = (JSON.parse(facts) as Fact[]).filter(([id]) => there.has(id))
  await keepEarlierFacts(
    db,
    known.map(([contactId, field, value]) => ({ contactId, field, value })),
    at,
  )
  await noteRecords(db, 'contact', [...there])
  await contactsChanged(db, [...there], now, 'import', 'bulk')
}

/** The same at once for these people, as before somebody among them is erased. */
export async function followNow(db: Db, ids: readonly string[], now: Date): Promise<void> {
  const { rows } = await sql<Arrival>`
    delete from contact_arrival where contacts && ${[...ids]}::uuid[] returning contacts, facts, at`.execute(
    db,
  )
  for (const arrival of rows) await follow(db, arrival, now)
}

/** How many people are in and still wait for what follows. */
export async function stillToFollow(db: Db): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select coalesce(sum(cardinality(contacts)), 0)::int as people from contact_arrival`.execute(db)
  return rows[0]!.people
}

/** More of them than a list is looked up among. */
const mostNamed = 5_000

/** People whose search entry still follows: whoever looks there for a part of a word looks at them too. Null: too many. */
export async function whoFollow(db: Db): Promise<string[] | null> {
  const { rows } = await sql<{ id: string }>`
    select unnest(contacts) as id from contact_arrival limit ${mostNamed + 1}`.execute(db)
  return rows.length > mostNamed ? null : rows.map(({ id }) => id)
}

export const followArrivals: Job = {
  name: 'contact-arrivals',
  everyMs: 1_000,
  run: async (context) => {
    const { database, clock } = context
    const waiting = async () => {
      const now = clock.now().getTime()
      const { rows } = await database.engine((db) =>
        sql<{ workspace_id: number }>`
          select workspace_id from contact_arrival group by workspace_id
          having max(at) <= ${new Date(now - quietMs)} or min(at) <= ${new Date(now - longestWaitMs)}`.execute(
          db,
        ),
      )
      return rows
    }
    await inTurns(context, waiting, ({ workspace_id: workspaceId }) => {
      const access = {
        ...{ workspaceId, actor: 'engine', now: clock.now(), statementTimeoutMs: 60_000 },
        operation: { kind: 'imports.follow', label: 'What followed an import' },
      }
      return database.tenant(access, (db) => followNext(db, access.now))
    })
  },
}

/** The next thousand of a firm; says whether there were any. */
async function followNext(db: Db, now: Date): Promise<boolean> {
  const { rows } = await sql<Arrival>`
    delete from contact_arrival where id = any(array(
      select id from contact_arrival order by id limit 1 for update skip locked))
    returning contacts, facts, at`.execute(db)
  if (!rows[0]) return false
  await follow(db, rows[0], now)
  topicChanged(db, 'imports', 'contacts')
  return true
}
