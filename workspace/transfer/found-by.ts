import type { Mapping } from './contract.ts'
import type { ImportRecord } from './own-fields.ts'

const own = 'own'
/**
 * By what a row finds the record that it is about, the surest first; `own`: fields of the firm's own that take each value only once.
 * Those must not lead to another than what stands beside them. What comes last counts where nothing before it finds anybody.
 */
const proofs: Partial<Record<ImportRecord, readonly string[]>> = {
  contacts: ['externalId', own, 'email', 'phone'],
  companies: ['externalId', own, 'name'],
  deals: ['externalId', own],
}

type Known = { label: string; rules: { once?: true | undefined } }

/** The columns by which a row finds the record that it is about, in this order; null: that is not for columns to say. */
export function foundBy(
  record: ImportRecord,
  { columns }: Pick<Mapping, 'columns'>,
  fields: readonly Known[],
): string[] | null {
  const all = Object.entries(columns)
  const once = fields.filter(({ rules }) => rules.once).map(({ label }) => label.toLowerCase())
  return (
    proofs[record]?.flatMap((proof) => {
      const found =
        proof === own
          ? once.flatMap((label) => all.filter(([, it]) => it.field?.label.toLowerCase() === label))
          : all.filter(([, it]) => it.to === proof)
      return found.map(([name]) => name)
    }) ?? null
  )
}
