import { factFields } from '#handover/scoring'
import type { Db } from '#platform/db'

const ofLead = [
  { field: 'channel', label: 'Channel' },
  { field: 'campaign', label: 'Campaign' },
  { field: 'self_reported', label: 'How they heard of us' },
  { field: 'first_page', label: 'First page' },
]

/** What rules of routing may speak of: where the lead came from, the person, their company. */
export async function routingFields(db: Db) {
  const facts = await factFields(db)
  return [
    ...facts.map(({ field, label, type, options }) => {
      const company = field.startsWith('company.')
      return {
        of: company ? ('company' as const) : ('contact' as const),
        field: company ? field.slice('company.'.length) : field,
        label,
        type: type as string,
        options: [...options],
      }
    }),
    ...ofLead.map((one) => ({ ...one, of: 'lead' as const, type: 'text', options: [] })),
  ]
}
