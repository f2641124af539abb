import { numbersContract } from '#insight/numbers/contract'
import { lettersContract } from '#mail/letters/contract'
import { mergingContract } from '#people/merging/contract'
import { dealsContract } from '#sales/deals/contract'
import { pipelineContract } from '#sales/pipeline/contract'
import { auditContract } from '#workspace/audit/contract'
import { installingContract } from '#workspace/installing/contract'
import { keysContract } from '#workspace/keys/contract'
import { membersContract } from '#workspace/members/contract'

/** Every endpoint of Baton, by slice: what the browser's client and the REST API are made of. */
export const contract = {
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
