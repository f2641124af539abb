import { type Guard, inTrial } from './guard.ts'

const many = inTrial('many')
const once = inTrial('once')

/** Guards of acts on many, which go on with nobody there, and of values that may be there only once. */
export const manyGuards: Guard[] = [
  many('workspace/bulk/meant.ts', 'for no key update of ${sql.ref(list.table)}', '', 'in the same moment'),
  many('workspace/bulk/store.ts', ' || !actor.permissions.has(kind.may)', '', 'ends with the key'),
  many('workspace/bulk/job.ts', 'keyId: it.key_id }', 'keyId: null }', 'ends with the key'),
  many(
    'workspace/audit/undoing.ts',
    '() => context.database.engine(allDue),',
    'async () => (await context.database.engine(allDue)).slice(0, 1),',
    'another firm waiting',
  ),
  once(
    'marketing/forms/receive.ts',
    "const custom = await unrepeated(db, 'contact', { recordId: made.id, values: sent }, here.country)",
    'const custom = sent',
    'told to no stranger',
  ),
  once(
    'workspace/fields/once.ts',
    'await relatedNames(db, record, [holderId])',
    'await beyondReach(db, () => relatedNames(db, record, [holderId]))',
    'by name or id',
  ),
  once(
    'workspace/fields/once.ts',
    '  const names = await namesOf(db, record, clashes)\n  return',
    '  const names = await beyondReach(db, () => namesOf(db, record, clashes))\n  return',
    'by name or id',
  ),
  once('workspace/fields/breaking.ts', 'where ${seen}) those', 'where true) those', 'counted by nobody'),
]
