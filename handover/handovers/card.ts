import { sql } from 'kysely'
import { permissionsOf, withNames } from '#people/consent'
import { beyondReach, type Db } from '#platform/db'
import { decodeCursor, encodeCursor, type Inside } from '#platform/http'
import type { JournalKind } from '#platform/registry'
import { standsInFor } from '#workspace/calendars'
import { besideOf, qualifyingStage, rowsBeside } from './beside.ts'
import type { Card, HandoverListRow } from './contract.ts'
import { evidenceOf, type Frozen, frozenShape } from './frozen.ts'
import { isOpen, mayAct, openOffer } from './handover.ts'
import { keptState } from './kept.ts'
import { evidenceWords, reasonLabel } from './reasons.ts'
import { type Held, readHandovers } from './record.ts'

type Caller = Pick<Inside, 'db' | 'actor' | 'now'> & { kinds: readonly JournalKind[] }

/** A contractor sees company, town, product and reasons before accepting; the person only after. */
const isHidden = ({ actor }: Pick<Caller, 'actor'>, { row }: Held) =>
  actor.role === 'contractor' && !(row.receiver_id === actor.memberId && row.accepted_at !== null)

const hide = (who: Frozen['who']): Frozen['who'] => ({
  ...who,
  name: who.company ?? who.city ?? 'Somebody',
  email: null,
  phone: null,
  jobTitle: null,
})

interface Names {
  members: Map<string, string>
  lines: Map<string, string>
  contacts: Map<string, { name: string; company: string | null }>
  waits: Map<string, string>
}
const longestInRow = 200

/** Names are read beyond the caller's own records: the card of an offer shows whom it is about. */
async function namesFor(db: Db, all: readonly Held[]): Promise<Names> {
  return beyondReach(db, async () => {
    const members = await db.selectFrom('member').select(['id', 'name']).execute()
    const lines = await db.selectFrom('product_line').select(['id', 'name']).execute()
    const { rows: contacts } = await sql<{ id: string; name: string; company: string | null }>`
      select c.id, c.name, co.name as company from contact c left join company co on co.id = c.company_id
      where c.id = any(${all.map(({ row }) => row.contact_id)}::uuid[])`.execute(db)
    const { rows: waits } = await sql<{ handover_id: string; reason: string }>`
      select distinct on (handover_id) handover_id, reason from handover_state
      where handover_id = any(${all.map(({ row }) => row.id)}::uuid[]) order by handover_id, recorded_at desc, id desc`.execute(
      db,
    )
    return {
      members: new Map(members.map((row) => [row.id, row.name])),
      lines: new Map(lines.map((row) => [row.id, row.name])),
      contacts: new Map(contacts.map((row) => [row.id, row])),
      waits: new Map(waits.map((row) => [row.handover_id, row.reason])),
    }
  })
}

const frozenOf = ({ offers }: Held): Frozen | null => {
  const last = offers.at(-1)
  return last ? frozenShape.parse(last.frozen) : null
}

/** All clocks of a handover, the running one first. */
function clocksOf({ handover, offers }: Held): Card['clocks'] {
  const last = offers.findLast((offer) => offer.state !== 'withdrawn')
  const clocks: Card['clocks'] = []
  if (handover.state === 'working' && handover.acceptedAt)
    clocks.push({
      kind: 'decision',
      startedAt: handover.acceptedAt,
      dueAt: handover.decisionDueAt,
      metAt: null,
    })
  if (last && !handover.byRule) {
    const answeredAt = last.state === 'accepted' || last.state === 'sent_back' ? last.answered_at : null
    const since = handover.firstOfferedAt ?? last.offered_at
    clocks.push({ kind: 'answer', startedAt: since, dueAt: last.answer_due_at, metAt: answeredAt })
    clocks.push({ kind: 'attempt', startedAt: since, dueAt: last.attempt_due_at, metAt: last.attempted_at })
  }
  return clocks.toSorted((a, b) => Number(a.metAt !== null) - Number(b.metAt !== null))
}

/** The clock that counts now: the answer while offered, then the attempt, then the decision. */
function urgentClock(held: Held): HandoverListRow['clock'] {
  const running = clocksOf(held).filter((clock) => clock.metAt === null)
  const kinds = held.handover.state === 'offered' ? ['answer'] : ['attempt', 'decision']
  if (!isOpen(held.handover) || held.handover.state === 'waiting') return null
  return kinds.flatMap((kind) => running.filter((clock) => clock.kind === kind))[0] ?? null
}

function listRow(
  caller: Caller,
  held: Held,
  { names, beside }: { names: Names; beside: Awaited<ReturnType<typeof rowsBeside>> },
): HandoverListRow {
  const { row, handover } = held
  const frozen = frozenOf(held)
  const hidden = isHidden(caller, held)
  const contact = names.contacts.get(row.contact_id)
  const who = frozen && hidden ? hide(frozen.who) : null
  const why =
    handover.state === 'offered' || handover.state === 'working'
      ? (frozen?.reasons[0]?.text ?? names.waits.get(row.id) ?? '')
      : (names.waits.get(row.id) ?? '')
  return {
    id: row.id,
    state: row.state,
    lane: row.lane,
    title: who?.name ?? (hidden ? (contact?.company ?? 'Somebody') : (contact?.name ?? 'Somebody')),
    company: contact?.company ?? null,
    contactId: hidden ? null : row.contact_id,
    productLine: { id: row.product_line_id, name: names.lines.get(row.product_line_id) ?? '' },
    receiver: row.receiver_id
      ? { id: row.receiver_id, name: names.members.get(row.receiver_id) ?? 'Somebody' }
      : null,
    withManager: row.with_manager,
    byRule: row.by_rule,
    why,
    words: hidden ? null : (frozen?.words?.slice(0, longestInRow) ?? null),
    ...beside(row.id),
    clock: urgentClock(held),
    openedAt: row.opened_at,
    changedAt: row.changed_at,
  }
}

export interface ListWish {
  box: 'mine' | 'queue' | 'open' | 'ended'
  state?: string | undefined
  lane?: string | undefined
  contactId?: string | undefined
  receiverId?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** One page of a box. */
export async function handoverPage(
  caller: Caller,
  wish: ListWish,
): Promise<{ rows: HandoverListRow[]; next: string | null }> {
  const { db, actor } = caller
  const after = wish.cursor ? decodeCursor(wish.cursor, 'timestamptz', 'uuid') : null
  const due = sql`coalesce(case h.state when 'offered' then o.answer_due_at when 'working' then h.decision_due_at end, 'infinity')`
  const key = wish.box === 'ended' ? sql`h.changed_at` : due
  const [way, direction] = wish.box === 'ended' ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`]
  const box = {
    mine: sql`h.receiver_id = ${actor.memberId} and h.state in ('offered', 'working')`,
    queue: sql`h.state in ('waiting', 'offered') and o.id is null`,
    open: sql`h.state in ('waiting', 'offered', 'working')`,
    ended: sql`h.state in ('qualified', 'sent_back', 'withdrawn', 'joined', 'signalled')`,
  }[wish.box]
  const { rows } = await sql<{ id: string; key: string }>`
    select h.id, (${key})::text as key from handover h
    left join offer o on o.workspace_id = h.workspace_id and o.handover_id = h.id and o.state = 'open'
    where h.kind = 'lead' and not h.sample and ${wish.contactId ? sql`h.contact_id = ${wish.contactId}` : box}
      ${wish.state ? sql`and h.state = ${wish.state}` : sql``}
      ${wish.lane ? sql`and h.lane = ${wish.lane}` : sql``}
      ${wish.receiverId ? sql`and h.receiver_id = ${wish.receiverId}` : sql``}
      ${after ? sql`and (${key}, h.id) ${way} (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by ${key} ${direction}, h.id ${direction} limit ${wish.limit + 1}`.execute(db)
  const shown = rows.slice(0, wish.limit)
  const held = new Map(
    (
      await readHandovers(
        db,
        shown.map((row) => row.id),
      )
    ).map((one) => [one.row.id, one]),
  )
  const names = await namesFor(db, [...held.values()])
  const beside = await rowsBeside(caller, [...held.values()])
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => listRow(caller, held.get(row.id)!, { names, beside })),
    next: rows.length > shown.length && last ? encodeCursor([last.key, last.id]) : null,
  }
}

/** The whole card. */
export async function cardOf(caller: Caller, held: Held): Promise<Card> {
  const { db, actor, now } = caller
  const { row, handover } = held
  const names = await namesFor(db, [held])
  const hidden = isHidden(caller, held)
  const frozen = frozenOf(held)
  // A signal and what joined have no offer that froze anything: the act that opened them speaks.
  const shown =
    frozen ??
    (await beyondReach(db, () =>
      evidenceOf(
        db,
        { contactId: row.contact_id, leadId: row.lead_id, lane: row.lane, eventId: row.event_id },
        { now, zone: 'UTC', kinds: caller.kinds },
      ),
    ))
  const { who } = shown
  const attempts = await db
    .selectFrom('attempt')
    .select(['id', 'channel', 'outcome', 'member_id', 'occurred_at', 'note', 'evidence'])
    .where('handover_id', '=', row.id)
    .orderBy('occurred_at', 'desc')
    .execute()
  const history = await db
    .selectFrom('handover_state')
    .select(['state', 'reason', 'actor', 'at'])
    .where('handover_id', '=', row.id)
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const name = (text: string) => names.members.get(text.replace(/^(member|key):/, '')) ?? 'Baton'
  const manages = actor.permissions.has('handovers.manage')
  const mine = mayAct(
    { memberId: actor.memberId, actsFor: manages ? 'everyone' : await standsInFor(db, actor.memberId, now) },
    row.receiver_id,
  )
  const works = actor.permissions.has('handovers.work')
  const sorts = actor.permissions.has('leads.write')
  const open = openOffer(handover) !== null
  const inList = listRow(caller, held, { names, beside: await rowsBeside(caller, [held]) })
  const sentBack = row.sent_back_evidence as ({ note?: string | null } & Record<string, unknown>) | null
  return {
    ...inList,
    first: hidden ? 'Accept to see whom to call.' : shown.first,
    words: hidden ? null : shown.words,
    hidden,
    who: hidden ? hide(who) : who,
    reasons: shown.reasons,
    score: frozen?.score ?? null,
    source: shown.source,
    permissions: hidden
      ? []
      : await withNames(db, await beyondReach(db, () => permissionsOf(db, row.contact_id, now))),
    because: held.offers.at(-1)?.because ?? [],
    note: hidden ? null : (held.offers.at(-1)?.note ?? null),
    clocks: clocksOf(held),
    offers: held.offers.map((offer) => ({
      number: offer.number,
      member: { id: offer.member_id, name: names.members.get(offer.member_id) ?? 'Somebody' },
      state: offer.state,
      offeredAt: offer.offered_at,
      answeredAt: offer.answered_at,
      noCover: offer.no_cover,
    })),
    attempts: attempts.map((one) => ({
      id: one.id,
      channel: one.channel,
      outcome: one.outcome,
      who: names.members.get(one.member_id) ?? 'Somebody',
      at: one.occurred_at,
      note: one.note,
      proven: one.evidence === 'proven',
    })),
    history: history.map((one) => ({
      state: one.state,
      reason: one.reason,
      who: name(one.actor),
      at: one.at,
    })),
    sentBack: row.sent_back_reason
      ? {
          reason: row.sent_back_reason,
          label: typeof sentBack?.label === 'string' ? sentBack.label : reasonLabel(row.sent_back_reason, []),
          evidence: sentBack && evidenceWords(sentBack),
          note: hidden ? null : (sentBack?.note ?? null),
          upheld: row.upheld,
        }
      : null,
    kept: keptState(handover, now),
    dealId: row.deal_id,
    qualifiesAt: inList.deal && handover.state === 'working' ? await qualifyingStage(db) : null,
    leadId: row.lead_id,
    ...(await besideOf(caller, held, hidden)),
    may: {
      answer: works && mine && open,
      handOn: works && mine && open,
      sendBack: works && mine && (open || handover.state === 'working'),
      attempt:
        works &&
        (handover.state === 'signalled'
          ? row.receiver_id === actor.memberId
          : mine && isOpen(handover) && held.offers.length > 0),
      withdraw: sorts && isOpen(handover),
      assign: manages && isOpen(handover) && handover.state !== 'working' && !open,
    },
  }
}
