import { numbersContract } from '#insight/numbers/contract'
import { lettersContract } from '#mail/letters/contract'
import { mergingContract } from '#people/merging/contract'
import { dealsContract } from '#sales/deals/contract'
import { pipelineContract } from '#sales/pipeline/contract'
import { auditContract } from '#workspace/audit/contract'

/** Every endpoint of Baton, by slice: what the browser's client and the REST API are made of. */
export const contract = {
  audit: auditContract,
  deals: dealsContract,
  letters: lettersContract,
  merging: mergingContract,
  numbers: numbersContract,
  pipeline: pipelineContract,
}

export type Contract = typeof contract
