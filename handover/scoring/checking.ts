import { productLines } from '#catalogue/products'
import type { Db } from '#platform/db'
import { invalid, notFound } from '#platform/http'
import { type Definition, definitionProblems } from './definition.ts'
import { factFields } from './facts.ts'
import { refusedFacts } from './vocabulary.ts'

/** Only what rules may know: refuses unsound definitions and facts that sales found out, with the reason. */
export async function checkDefinition(db: Db, definition: Definition): Promise<Definition> {
  const line = (await productLines(db)).find(({ id }) => id === definition.productLineId)
  if (!line) throw notFound('no_product_line', 'There is no such product line.')
  const refused = refusedFacts(definition, await factFields(db))
  const [first] = Object.values(refused)
  if (first) throw invalid('fact_refused', first, { fields: refused })
  const problems = definitionProblems(definition)
  if (problems.length > 0)
    throw invalid('unsound_definition', problems.join(' '), { fields: { content: problems.join(' ') } })
  return definition
}
