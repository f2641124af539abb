import { type Guard, inTest, inTrial } from './guard.ts'

const erasure = inTrial('erasure')
const links = inTrial('links')
const topics = inTrial('topics')
const forgotten = inTrial('forgotten')
const retention = inTest('people/retention/retention.test.ts')
const again = inTest('people/erasing/again.test.ts')

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
  erasure('people/erased/erased.ts', 'if (erased.size > 0)', 'if (erased.size < 0)', 'bring her back'),
  again('people/contacts/batch.ts', 'await refuseErasedAmong(context, fresh, region)', '', 'sends many'),
  again(
    'people/contacts/batch.ts',
    'await refuseErased(context.db, context.secret, { email: change.email, ...others })',
    '',
    'a program changes',
  ),
  again(
    'people/contacts/routes.ts',
    'await refuseErasedAmong({ db, secret }, [{ ...values, custom }], region)',
    '',
    'a colleague',
  ),
  again('people/contacts/importing.ts', ', own: said.map(({ key }) => key)', '', 'a file'),
  again(
    'people/erasing/whom.ts',
    '...only.map((it) => onceKey(it.field, it.textKey, it.number)),',
    '',
    'a file',
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
  topics(
    'marketing/forms/form.ts',
    'return ticksOf(definition).flatMap(({ topic, value }) => (sent.includes(value) ? [topic] : []))',
    'return [...new Set(sent)]',
    'what a form asks for',
  ),
  topics('marketing/forms/confirm.ts', ".where('opted_in_at', 'is', null)", '', 'confirmed once'),
  topics('marketing/forms/public.ts', 'handle: askConfirm', 'handle: doConfirm', 'confirmed once'),
  topics(
    'marketing/forms/confirming.ts',
    'const done = await confirm(db, token, request.ip, now)',
    'const done = await confirm(db, token, request.ip, now)\n      html(reply, 200, renderSaying(unknownLink))',
    'before it is kept',
  ),
  topics('marketing/forms/receive.ts', 'before.topics.join() === topics.join() && ', '', 'goes back'),
  topics('marketing/forms/receive.ts', ':${sent.topics.join()}`', '`', 'asks for another topic'),
  topics('people/preferences/choice.ts', 'isPublic && !archivedAt', '!archivedAt', 'by its owner alone'),
  topics('people/consent/topics.ts', 'if (!isKnown)', "if (key === '')", 'what its shape names'),
  forgotten('people/erasing/whom.ts', '...only.flatMap(numberOf)', '', 'no trace'),
  forgotten('people/erasing/whom.ts', 'await alsoFolded(ask, known.names)', 'known.names', 'no trace'),
  forgotten('people/erasing/whom.ts', ' && /\\d/.test(text)', '', 'takes no word'),
]
