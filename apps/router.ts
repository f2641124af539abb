import { products } from '#catalogue/products/routes'
import { numbers } from '#insight/numbers/routes'
import { letters } from '#mail/letters/routes'
import { consent } from '#people/consent/routes'
import { merging } from '#people/merging/routes'
import { deals } from '#sales/deals/routes'
import { pipeline } from '#sales/pipeline/routes'
import { audit } from '#workspace/audit/routes'
import { fields } from '#workspace/fields/routes'
import { installing } from '#workspace/installing/routes'
import { keys } from '#workspace/keys/routes'
import { members } from '#workspace/members/routes'

/** Every endpoint's handler, in the shape of `contract`. */
export const router = {
  fields,
  consent,
  products,
  members,
  keys,
  installing,
  audit,
  deals,
  letters,
  merging,
  numbers,
  pipeline,
}
