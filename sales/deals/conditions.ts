import { type RawBuilder, sql } from 'kysely'
import { isUuidv7 } from '#platform/clock'
import type { ListCondition } from '#platform/registry'
import { stages } from '#sales/pipeline'

type Deals = (values: readonly string[] | null) => RawBuilder<unknown>
type Offered = Pick<ListCondition, 'field' | 'label' | 'choices' | 'several'>

const isLiving = sql`d.deleted_at is null`
const inStage: Deals = (values) =>
  sql`d.state = 'open' and ${isLiving} ${values ? sql`and d.stage_id = any(${values.filter(isUuidv7)}::uuid[])` : sql``}`
const inState: Deals = (values) =>
  sql`${isLiving} ${values ? sql`and d.state = any(${[...values]}::text[])` : sql``}`

const openStage: Offered & { deals: Deals } = {
  ...{ field: 'dealStage', label: 'Stage of an open deal', several: true, deals: inStage },
  choices: async (db) =>
    (await stages(db))
      .filter(({ kind }) => kind === 'open')
      .map(({ id, name }) => ({ value: id, label: name })),
}
const ended: Offered & { deals: Deals } = {
  ...{ field: 'dealState', label: 'Deals', several: true, deals: inState },
  choices: [
    { value: 'open', label: 'Open' },
    { value: 'won', label: 'Won' },
    { value: 'lost', label: 'Lost' },
  ],
}

/** A person has the deals that are made out to them and those they take part in. */
const ofPerson = ({ deals, ...it }: Offered & { deals: Deals }): ListCondition => ({
  ...{ record: 'contact', may: 'deals.read', exactly: true, ...it },
  holds: (values) => sql`(exists (select from deal d
      where d.workspace_id = contact.workspace_id and d.contact_id = contact.id and ${deals(values)})
    or exists (select from deal_contact p join deal d on d.workspace_id = p.workspace_id and d.id = p.deal_id
      where p.workspace_id = contact.workspace_id and p.contact_id = contact.id and ${deals(values)}))`,
  among: (values) => sql`contact.id in (select d.contact_id from deal d where ${deals(values)}
    union select p.contact_id from deal d join deal_contact p on p.workspace_id = d.workspace_id and p.deal_id = d.id
      where ${deals(values)})`,
})
const ofCompany = ({ deals, ...it }: Offered & { deals: Deals }): ListCondition => ({
  ...{ record: 'company', may: 'deals.read', exactly: true, ...it },
  holds: (values) => sql`exists (select from deal d
    where d.workspace_id = company.workspace_id and d.company_id = company.id and ${deals(values)})`,
  among: (values) => sql`company.id in (select d.company_id from deal d where ${deals(values)})`,
})

const hasWon: ListCondition = {
  ...{ record: 'company', field: 'bought', label: 'Won deals', may: 'deals.read' },
  choices: [{ value: 'yes', label: 'at least one' }],
  holds: () => sql`exists (select from deal d
    where d.workspace_id = company.workspace_id and d.company_id = company.id and ${inState(['won'])})`,
}

/** People and companies by their deals, those within the asker's reach. */
export const dealConditions: ListCondition[] = [
  ofPerson(openStage),
  ofPerson(ended),
  ofCompany(openStage),
  ofCompany(ended),
  hasWon,
]
