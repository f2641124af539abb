import { createHash, randomBytes } from 'node:crypto'
import { becomePerson, findContact } from '#people/contacts'
import { contactOf, link } from '#people/identity'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import { makeVisitor } from '#platform/journal'
import { contactNews } from '#platform/pump'
import { isOwnSite } from './hit.ts'
import { findWebsite } from './store.ts'

/** What says that a browser is a person: a form that made them, a link given to them, or nothing. */
type Proof = 'claimed' | 'proven' | 'none'

/**
 * A browser meets a person. With a proof it is theirs, and what it did before with it; without one nothing is joined. A
 * browser that is somebody else's already never joins two: what it did stays theirs, and from now on it writes the
 * history of the other, or of nobody. Gives whether the browser is the person's now.
 */
export async function meetVisitor(
  db: Db,
  it: { visitorId: string; contactId: string; proof: Proof },
  now: Date,
): Promise<boolean> {
  const browser = await db
    .selectFrom('visitor')
    .select(['key', 'subject_id'])
    .where('key', '=', `web:${it.visitorId}`)
    .forUpdate()
    .executeTakeFirst()
  if (!browser) return false
  const whose = await contactOf(db, browser.subject_id)
  if (whose === it.contactId) return true
  if (whose === null && it.proof === 'none') return false
  const subjectId = whose === null ? browser.subject_id : await anew(db, browser.key, now)
  if (it.proof === 'none') return false
  await link(db, { subjectId, contactId: it.contactId, proof: it.proof }, now)
  await contactNews(db, [{ contactId: it.contactId, cause: 'identity' }], now)
  return true
}

/** The browser goes on as somebody else: a new subject, and a visit that begins with its next page. */
async function anew(db: Db, key: string, now: Date): Promise<string> {
  const subjectId = await makeVisitor(db, now)
  await db
    .updateTable('visitor')
    .set({ subject_id: subjectId, visit_id: null })
    .where('key', '=', key)
    .execute()
  return subjectId
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
const linkForMs = 30 * 86_400_000

/** A link to a page of the firm's that is given to one person, in a mail: the first browser that opens it is theirs. */
export async function makeSiteLink(
  db: Db,
  it: { contactId: string; url: string },
  now: Date,
): Promise<{ url: string; expiresAt: Date }> {
  const { id: contactId } = await findContact(db, it.contactId)
  const website = await findWebsite(db)
  const at = URL.parse(/^[a-z]+:\/\//i.test(it.url) ? it.url : `https://${it.url}`)
  if (!website || website.offAt || !at || !isOwnSite(at.origin, website.sites))
    throw invalid(
      'not_your_site',
      'This page is on none of your sites. Add the site under Settings → Website.',
      {
        fields: { url: 'Not on one of your sites' },
      },
    )
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + linkForMs)
  await db
    .insertInto('site_link')
    .values({
      ...{ id: uuidv7(now), token_hash: hashOf(token), contact_id: contactId },
      ...{ page: at.href, made_at: now, expires_at: expiresAt },
    })
    .execute()
  at.searchParams.set('baton', token)
  return { url: at.href, expiresAt }
}

const mostShown = 20

/** Which links a person was given, and which of them proved a browser to be theirs. */
export async function siteLinksOf(db: Db, id: string) {
  const { id: contactId } = await findContact(db, id)
  const website = await findWebsite(db)
  const rows = await db
    .selectFrom('site_link')
    .select(['id', 'page', 'made_at as madeAt', 'expires_at as expiresAt', 'used_at as usedAt'])
    .where('contact_id', '=', contactId)
    .orderBy('id', 'desc')
    .limit(mostShown)
    .execute()
  return { rows, sites: website && !website.offAt ? website.sites : [] }
}

/**
 * A browser came by a link that was given to one person. It proves once: a mail that is passed on proves nothing more. What
 * a program opened stays unused for the person.
 */
export async function meetByLink(
  db: Db,
  it: { token: string; visitorId: string },
  now: Date,
): Promise<boolean> {
  const browser = await db
    .selectFrom('visitor')
    .select('machine')
    .where('key', '=', `web:${it.visitorId}`)
    .forUpdate()
    .executeTakeFirst()
  if (!browser || browser.machine) return false
  const used = await db
    .updateTable('site_link')
    .set({ used_at: now })
    .where('token_hash', '=', hashOf(it.token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('contact_id')
    .executeTakeFirst()
  if (!used) return false
  const person = await db
    .selectFrom('contact')
    .select(['id', 'status'])
    .where('id', '=', used.contact_id)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  if (!person) return false
  if (person.status === 'target') await becomePerson(db, person.id, now)
  return meetVisitor(db, { visitorId: it.visitorId, contactId: person.id, proof: 'proven' }, now)
}
