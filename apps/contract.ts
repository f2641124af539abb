import { productsContract } from '#catalogue/products/contract'
import { numbersContract } from '#insight/numbers/contract'
import { lettersContract } from '#mail/letters/contract'
import { consentContract } from '#people/consent/contract'
import { mergingContract } from '#people/merging/contract'
import { dealsContract } from '#sales/deals/contract'
import { pipelineContract } from '#sales/pipeline/contract'
import { auditContract } from '#workspace/audit/contract'
import { fieldsContract } from '#workspace/fields/contract'
import { installingContract } from '#workspace/installing/contract'
import { keysContract } from '#workspace/keys/contract'
import { membersContract } from '#workspace/members/contract'

/** Every endpoint of Baton, by slice: what the browser's client and the REST API are made of. */
export const contract = {
  fields: fieldsContract,
  consent: consentContract,
  products: productsContract,
  members: membersContract,
  keys: keysContract,
  installing: installingContract,
  audit: auditContract,
  deals: dealsContract,
  letters: lettersContract,
  merging: mergingContract,
  numbers: numbersContract,
  pipeline: pipelineContract,
}

export type Contract = typeof contract
