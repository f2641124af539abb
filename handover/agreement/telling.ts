import type { Agreement } from '#handover/agreed'
import type { Side } from '#handover/agreed/contract'
import type { Db } from '#platform/db'
import type { Actor } from '#platform/http'
import { activeMembers, firmZone, type Permission, ROLES } from '#workspace/members'
import { notifyAll } from '#workspace/notices'

const link = '/handovers/agreement'
const needs: Record<Side, Permission> = { marketing: 'campaigns.write', sales: 'handovers.manage' }

async function tell(
  db: Db,
  may: Permission,
  exceptId: string | null,
  it: { title: string; body: string },
  now: Date,
): Promise<void> {
  const members = await activeMembers(db)
  // Who works alone wears both hats: there is nobody to be told.
  if (members.length === 1) return
  await notifyAll(
    db,
    members
      .filter(({ id, role }) => id !== exceptId && role !== 'viewer' && ROLES[role].includes(may))
      .map(({ id }) => ({ memberId: id, kind: 'agreement', ...it, link, mail: { text: it.body } })),
    now,
  )
}

const dayOf = async (db: Db, at: Date): Promise<string> => {
  const zone = await firmZone(db)
  return at.toLocaleDateString('en-GB', { timeZone: zone, dateStyle: 'full' })
}

/** The other side hears that it is its turn. */
export async function tellNeeded(
  db: Db,
  { number }: Agreement,
  side: Side,
  { memberId, name }: Actor,
  now: Date,
): Promise<void> {
  const body = `${name} signed it. Read what would change, and sign for ${side}.`
  await tell(db, needs[side], memberId, { title: `Agreement ${number} waits for your signature`, body }, now)
}

export async function tellSigned(
  db: Db,
  { number }: Agreement,
  startsAt: Date,
  { memberId }: Actor,
  now: Date,
): Promise<void> {
  const body = `It starts on ${await dayOf(db, startsAt)}. What is offered until then keeps its clocks.`
  await tell(
    db,
    'agreement.read',
    memberId,
    { title: `Agreement ${number} is signed by both sides`, body },
    now,
  )
}

export async function tellCalledOff(
  db: Db,
  { number }: Agreement,
  { memberId, name }: Actor,
  now: Date,
): Promise<void> {
  const body = 'It is a draft again, and nobody has signed it.'
  await tell(db, 'agreement.write', memberId, { title: `${name} called Agreement ${number} off`, body }, now)
}

export async function tellBegun(db: Db, { number }: Agreement, now: Date): Promise<void> {
  const body = 'From now on leads are offered by its terms. What was offered before keeps its clocks.'
  await tell(db, 'agreement.read', null, { title: `Agreement ${number} is in force`, body }, now)
}
