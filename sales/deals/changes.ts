import { companyNames } from '#people/companies'
import { contactNames } from '#people/contacts'
import { stages } from '#sales/pipeline'
import { type Columns, memberNames, type Names, wordsIn, wordsOfColumns } from '#workspace/audit'
import { originChoices, stateChoices } from './list.ts'

const stageNames: Names = async (db) => new Map((await stages(db)).map(({ id, name }) => [id, name]))
const reasonNames: Names = async (db, ids) => {
  const rows = await db
    .selectFrom('close_reason')
    .select(['id', 'label'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, label }) => [id, label]))
}
const dealNames: Names = async (db, ids) => {
  const rows = await db
    .selectFrom('deal')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
const currencies: Names = async (db, ids) => {
  const rows = await db
    .selectFrom('deal')
    .select(['id', 'currency'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, currency }) => [id, currency]))
}

/** What is told of a deal's columns. */
export const dealWords: Columns = {
  name: { label: 'Name' },
  stage_id: { label: 'Stage', called: stageNames },
  state: { label: 'State', called: wordsIn(stateChoices) },
  one_off_minor: { label: 'One-off', kind: 'money' },
  recurring_minor: { label: 'Each month', kind: 'money' },
  term_months: { label: 'Months', kind: 'number' },
  currency: { label: 'Currency' },
  expected_close: { label: 'Expected to close', kind: 'day' },
  company_id: { label: 'Company', called: companyNames },
  contact_id: { label: 'Main person', called: contactNames },
  owner_id: { label: 'Owner', called: memberNames },
  origin: { label: 'Origin', called: wordsIn(originChoices) },
  origin_note: { label: 'Origin in words' },
  close_reason_id: { label: 'Reason', called: reasonNames },
  close_note: { label: 'Reason in words' },
  renews_id: { label: 'Renews', called: dealNames },
  external_id: { label: 'Number' },
  deleted_at: { label: 'In the bin since', kind: 'instant' },
}

/** How a deal's history reads. */
export const dealChanges = wordsOfColumns('deal', dealWords, currencies)
