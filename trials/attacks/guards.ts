import { type Guard, inTest, inTrial } from './guard.ts'
import { manyGuards } from './guards-many.ts'
import { privacyGuards } from './guards-privacy.ts'

const reach = inTrial('reach')
const permissions = inTrial('permissions')
const revocation = inTrial('revocation')
const texts = inTrial('texts')
const links = inTrial('links')
const bombing = inTrial('bombing')
const files = inTrial('files')
const secrets = inTrial('secrets')
const serving = inTest('people/files/serving.test.ts')
const firmFile = inTrial('firm-file')

/** A sample of the guards that stand in code; those of the database are dropped one by one in `platform/db/fence.test.ts`. */
export const guards: Guard[] = [
  permissions('platform/http/guard.ts', 'if (!actor.permissions.has(permission))', 'if (permission === "")'),
  permissions(
    'sales/deals/many-contract.ts',
    "moveAll: endpoint('pipeline.manage'",
    "moveAll: endpoint('deals.write'",
    'deals.moveAll',
  ),
  permissions(
    'workspace/keys/contract.ts',
    "create: endpoint('keys.manage'",
    "create: endpoint('workspace.read'",
    'keys.create',
  ),
  reach(
    'people/timeline/events.ts',
    '.$if(ofSeen, (it) => it.where(bySomebodySeen))',
    '',
    'sees no difference',
  ),
  reach(
    'people/timeline/routes.ts',
    'if (!note || !(await kind?.isThere(db, note[`${record}_id`]!)))',
    'if (!note || !kind)',
  ),
  reach(
    'insight/numbers/routes.ts',
    'ofSeen: reach !== undefined',
    'ofSeen: false && reach !== undefined',
    'sees no difference',
  ),
  reach(
    'marketing/forms/store.ts',
    '.$if(ofSeen, (it) => it.where(fromSomebodySeen))\n      .groupBy',
    '.groupBy',
    'sees no difference',
  ),
  reach(
    'marketing/forms/submissions.ts',
    'it.ofSeen ? sql`and c.id is not null`',
    'it.ofSeen ? sql``',
    'sees no difference',
  ),
  reach(
    'people/merging/routes.ts',
    'rows.filter((row) => names.has(row.winner_id))',
    'rows',
    'as for nothing',
  ),
  reach('people/merging/merge.ts', 'if (!isSeen)', 'if (!it)', 'changes nothing'),
  reach(
    'sales/deals/acts.ts',
    'if (it.leadId && !(await isSeen(db, it.leadId)))',
    'if (it.leadId === "none")',
  ),
  reach(
    'workspace/search/store.ts',
    "(reach: Actor['reach']) =>\n  reach\n",
    "(reach: Actor['reach']) =>\n  !reach\n",
    'by a task',
  ),
  reach(
    'workspace/search/store.ts',
    'reach?.members ?? null}::uuid[], ${reach?.unowned ?? true},\n      ${records}::text[], ${holders}',
    'null}::uuid[], ${reach?.unowned ?? true},\n      ${records}::text[], ${holders}',
    'sees no difference',
  ),
  reach(
    'workspace/audit/finding.ts',
    ".$if(actor.reach !== undefined, (query) => query.where('operation.actor', '=', who(actor)))",
    '',
    'change log',
  ),
  reach(
    'workspace/audit/routes.ts',
    'if (actor.reach && !(await isOwn(db, actor, input.id))) return { rows: [], next: null }',
    '',
    'change log',
  ),
  reach(
    'workspace/audit/taking-back.ts',
    "actor.permissions.has('audit.read') && !actor.reach",
    "actor.permissions.has('audit.read')",
    'change log',
  ),
  reach(
    'handover/handovers/signals.ts',
    'const hidden = contact?.owner_id !== memberId',
    'const hidden = false && contact?.owner_id !== memberId',
    'of a signal',
  ),
  reach(
    'handover/handovers/card.ts',
    "actor.role === 'contractor' &&",
    "actor.role === ('none' as string) &&",
    'of a signal',
  ),
  revocation('platform/http/stream.ts', 'await identify(headers)\n        reply', 'reply', 'live stream'),
  revocation('platform/http/stream.ts', 'if (id === workspaceId) void say', 'void say', 'another firm'),
  revocation('workspace/transfer/running.ts', 'await stillMayBring(db, it)', '', 'in the background'),
  revocation(
    'workspace/members/identify.ts',
    "if (member?.status !== 'active') throw unauthorized('key_ended'",
    "if (!member) throw unauthorized('key_ended'",
    'with every part',
  ),
  firmFile(
    'platform/firm-file/reading.ts',
    'if (strange !== undefined)',
    "if (strange === '')",
    'no firm has',
  ),
  firmFile('platform/firm-file/reading.ts', "|| digest.digest('hex') !== said.sha256", '', 'is not whole'),
  firmFile(
    'platform/firm-file/reading.ts',
    'if (unpacked > smallBytes && unpacked > mostUnpacked * size)',
    'if (unpacked < 0)',
    'unpacks to more',
  ),
  firmFile(
    'platform/firm-file/bringing.ts',
    'if (column in blank) return constant(blank[column]!)',
    '',
    'lets nobody in',
  ),
  {
    ...{
      file: 'workspace/moving/mount.ts',
      holds: 'if (actor.workspaceId !== workspaceId) throw noLink()',
      without: '',
    },
    ...{ test: 'workspace/moving/moving.test.ts', misses: 'is fetched by a link' },
  },
  {
    ...{ file: 'workspace/moving/store.ts', holds: ".where('token_until', '>', now)", without: '' },
    ...{ test: 'workspace/moving/moving.test.ts', misses: 'is fetched by a link' },
  },
  texts('platform/http/public.ts', "outputEscape: 'escape',", ''),
  texts(
    'workspace/members/invitations.ts',
    "text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\"', '&quot;')",
    'text',
    'every mail',
  ),
  texts('marketing/forms/public.ts', ".replaceAll('<', '\\\\u003c')", '', 'stands in a form'),
  links('workspace/notices/tokens.ts', 'const bytes = 32', 'const bytes = 9', '(8)'),
  links('workspace/notices/tokens.ts', 'token_hash: hashOf(tokens[n]!),', 'token_hash: tokens[n]!,', '(8)'),
  links(
    'marketing/forms/confirm.ts',
    ".where('opt_in_hash', '=', hashOfToken(token))",
    ".where('opt_in_hash', 'is not', null)",
    '(8)',
  ),
  links(
    'workspace/auth/auth.ts',
    'trustedOrigins: [adminUrl],',
    "trustedOrigins: [adminUrl, 'https://evil.example'],",
    'sign-in library',
  ),
  links('marketing/forms/form.ts', 'z.url({ protocol: /^https?$/ })', 'z.string()', 'after a form'),
  {
    ...{
      file: 'workspace/members/screens/authenticate.ts',
      holds: "&& !url.pathname.startsWith('//')",
      without: '',
    },
    ...{ test: 'workspace/members/safe-path.test.ts', misses: 'nobody is led' },
  },
  bombing(
    'marketing/forms/receive.ts',
    'const mostLettersADay = 3',
    'const mostLettersADay = 300',
    'three letters',
  ),
  bombing(
    'marketing/forms/receive.ts',
    'effectKey: `confirm:${sent.form.id}',
    'effectKey: `confirm:${submissionId}',
    'one letter',
  ),
  bombing(
    'marketing/forms/public.ts',
    'const postsAMinute = 20',
    'const postsAMinute = 2000',
    'told to wait',
  ),
  bombing(
    'platform/http/server.ts',
    'keyGenerator: ({ ip }) => placeOf(ip)',
    'keyGenerator: ({ ip }) => (ip ? ip : placeOf(ip))',
    'told to wait',
  ),
  files(
    'workspace/transfer/upload.ts',
    'folderOf(dataFolder, workspaceId), importId)',
    "folderOf(dataFolder, workspaceId), importId, '../../../x')",
    '(23)',
  ),
  files('workspace/transfer/reading/xml.ts', 'if (sinceNode > maxNodeBytes)', 'if (sinceNode < 0)', 'bomb'),
  files(
    'workspace/lists/contract.ts',
    'conditionsIn(group) <= mostConditions',
    'conditionsIn(group) >= 0',
    '(32)',
  ),
  ...privacyGuards,
  ...manyGuards,
  secrets(
    'workspace/members/setup.ts',
    'if (!timingSafeEqual(given, right))',
    'if (!timingSafeEqual(given, given))',
    'other token',
  ),
  secrets(
    'workspace/members/setup.ts',
    'if (rows.length > 0) throw',
    'if (rows.length > 99) throw',
    'two who come at once',
  ),
  secrets('apps/operations.ts', 'if (!fromHere(request)) {', 'if (!request) {', 'elsewhere'),
  secrets('workspace/audit/routes.ts', "!name.endsWith('_hash')", 'name', 'no secret'),
  secrets('workspace/keys/store.ts', 'prefix: secret.slice(0,', 'prefix: secret.slice(0 *', 'no secret'),
  {
    ...{ file: 'workspace/webhooks/sending.ts', holds: 'redirects: 0', without: 'redirects: 3' },
    ...{ test: 'workspace/webhooks/delivering.test.ts', misses: 'follows no redirect' },
  },
  {
    ...{ file: 'workspace/webhooks/jobs.ts', holds: 'else if (!silent) await', without: 'else await' },
    ...{ test: 'workspace/webhooks/delivering.test.ts', misses: 'is silent' },
  },
  {
    ...{
      file: 'platform/backup/backup.ts',
      holds: '/^(public|auth)\\."?\\w+"?$/.test(name)',
      without: '/^/.test(name)',
    },
    ...{ test: 'platform/backup/backup.test.ts', misses: 'forged' },
  },
  serving('people/files/public.ts', 'sandboxed: true', 'sandboxed: false', 'nothing that runs'),
  serving(
    'people/files/content.ts',
    'care === null && harmless.test(type) ? type',
    'type ? type',
    'nothing that runs',
  ),
  serving('people/files/content.ts', String.raw`given.split(/[\\/]/).at(-1)`, 'given', 'no way out'),
  serving(
    'people/files/links.ts',
    'await recordMeant({ db, registry, actor }, aboutOf(file))',
    '',
    'asked for anew',
  ),
  serving('people/files/links.ts', ".where('expires_at', '>', now())", '', 'ending after ten minutes'),
  serving('workspace/members/identify.ts', 'return isGood ?', 'return key ?', 'asked for anew'),
]
