import type { Db } from '#platform/db'
import { conflict } from '#platform/http'
import { whoChanged } from '#workspace/audit'
import { type FieldInput, fieldValues } from '#workspace/fields'
import { refuseMeanwhile } from '#workspace/lists'
import { editedKeys } from './contract.ts'
import type { DealRow } from './store.ts'

type Values = Record<string, FieldInput>
type Edited = (typeof editedKeys)[number]

const columnOf = {
  name: 'name',
  companyId: 'company_id',
  contactId: 'contact_id',
  ownerId: 'owner_id',
  renewsId: 'renews_id',
  oneOffMinor: 'one_off_minor',
  recurringMinor: 'recurring_minor',
  termMonths: 'term_months',
  currency: 'currency',
  expectedClose: 'expected_close',
  origin: 'origin',
  originNote: 'origin_note',
} as const satisfies Record<Edited, keyof DealRow>

/** Two edit at once: the second is told which fields read otherwise by now, and by whom, before anything is written. */
export async function refuseOvertaken(
  db: Db,
  deal: DealRow,
  {
    fields,
    ...was
  }: { [K in Edited]?: string | number | null | undefined } & { fields?: Values | undefined },
): Promise<void> {
  if (fields) await refuseChangedFields(db, deal.id, fields)
  const overtaken = editedKeys.filter((key) => was[key] !== undefined && was[key] !== deal[columnOf[key]])
  if (overtaken.length === 0) return
  const last = await whoChanged(db, { table: 'deal', rowId: deal.id })
  throw conflict('overtaken', 'Somebody changed this meanwhile.', {
    theirs: Object.fromEntries(overtaken.map((key) => [key, deal[columnOf[key]]])),
    by: last?.by ?? null,
    at: last?.at ?? null,
  })
}

/** The same for fields of the firm's own. */
async function refuseChangedFields(db: Db, id: string, was: Values): Promise<void> {
  const named = (values: Values) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [`custom.${key}`, value]))
  const now = (await fieldValues(db, [id])).get(id) ?? {}
  await refuseMeanwhile(db, named(was), named(now), { table: 'deal', id, column: (field) => field })
}
