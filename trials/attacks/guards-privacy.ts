import { type Guard, inTrial } from './guard.ts'

const erasure = inTrial('erasure')
const links = inTrial('links')
const retention = (file: string, holds: string, without: string, misses: string): Guard => ({
  ...{ file, holds, without, misses },
  test: 'people/retention/retention.test.ts',
})

/** Guards of erasing a person, of how long people are kept, and of what they choose to hear of. */
export const privacyGuards: Guard[] = [
  erasure(
    'people/erasing/routes.ts',
    'if (contact.name.trim() !== input.name.trim())',
    'if (contact.name === "")',
    'right name',
  ),
  erasure(
    'people/erasing/routes.ts',
    'refuseWhoSeesAPart(actor, seesAll)\n    const contact = await findErasable(db, input.contactId)\n    const ask',
    'const contact = await findErasable(db, input.contactId)\n    const ask',
    'for whoever may',
  ),
  erasure(
    'people/kept/routes.ts',
    'refuseWhoSeesAPart(actor, seesAll)\n    const { id: contactId } = await findContact(db, input.contactId)\n    const {\n',
    'const { id: contactId } = await findContact(db, input.contactId)\n    const {\n',
    'for whoever may',
  ),
  erasure('people/erasing/asking.ts', 'await hide(db, contacts, now)', '', 'no trace'),
  erasure('people/erasing/wiring.ts', 'undoers: [forGood]', 'undoers: []', 'no trace'),
  erasure('people/erasing/wiring.ts', 'await dropEndedFiles(context, workspaceId)', '', 'no trace'),
  erasure(
    'people/erasing/walking.ts',
    'counts.mentions = await sweep(ask, workspaceId, person.needles)',
    'counts.mentions = 0',
    'no trace',
  ),
  erasure(
    'people/erasing/walking.ts',
    'for (const id of await loggedBefore(ask, catalog, person)) gone.add(id)',
    '',
    'no trace',
  ),
  erasure(
    'people/erasing/walking.ts',
    'lower(response::text) like any ($2::text[])',
    'lower(response::text) like any ($2::text[]) and false',
    'no trace',
  ),
  erasure(
    'people/erasing/taking.ts',
    'for (const it of listed) if (!kept.has(nameOf(it))',
    'for (const it of listed) if (it.id === ""',
    'from a backup',
  ),
  erasure(
    'people/erased/erased.ts',
    'if ((await erasedAmong(db, secret, keysOf(known))).size > 0)',
    'if ((await erasedAmong(db, secret, [])).size > 0)',
    'bring her back',
  ),
  erasure(
    'people/erased/erased.ts',
    'if (found.size === 0) return\n',
    'if (found.size >= 0) return\n',
    'act of her own',
  ),
  retention('people/retention/due.ts', 'and coalesce(s.is_customer, false) = false and', 'and', 'spares'),
  retention('people/retention/due.ts', 't.done_at is null and t.deleted_at is null)', 'false)', 'spares'),
  retention('people/retention/due.ts', 'and i.until is null and c.at >= ${since})', 'and false)', 'spares'),
  retention(
    'people/retention/due.ts',
    'and not ${holds(since)}',
    'and ${holds(since)} is not null',
    'spares',
  ),
  retention(
    'people/retention/routes.ts',
    'if (erasesMore && input.count !==',
    'if (!erasesMore && input.count !==',
    'somebody who saw how many',
  ),
  retention(
    'people/retention/routes.ts',
    'const erasesMore = input.on && (!rule?.on_since || input.months < rule.months)',
    'const erasesMore = input.on && !rule?.on_since',
    'is shortened',
  ),
  retention('people/retention/wiring.ts', ".where('on_since', 'is not', null)", '', 'switched off at once'),
  links('people/preferences/store.ts', 'token_hash: hashOf(token),', 'token_hash: token,', 'hears of'),
  links('people/preferences/store.ts', 'and l.expires_at > ${now}', '', 'hears of'),
  links(
    'people/preferences/store.ts',
    'and c.deleted_at is null and c.merged_into is null\n    where l.token_hash',
    '\n    where l.token_hash',
    'hears of',
  ),
  links('people/preferences/store.ts', 'if (changed.length === 0) return 0', '', 'hears of'),
  links(
    'people/preferences/store.ts',
    'await stopLettersTo(db, { subjectIds, addresses: email ? [email.toLowerCase()] : [] }, now)',
    '',
    'hears of',
  ),
  links(
    'people/preferences/public.ts',
    "{ method: 'GET', path: '/-/choices/:token', handle: show }",
    "{ method: 'GET', path: '/-/choices/:token', handle: act }",
    'hears of',
  ),
]
