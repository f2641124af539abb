import * as products from '#catalogue/products/screens'
import * as onboarding from '#customers/onboarding/screens'
import * as renewals from '#customers/renewals/screens'
import * as rollups from '#customers/rollups/screens'
import * as agreement from '#handover/agreement/screens'
import * as flow from '#handover/flow/screens'
import * as handovers from '#handover/handovers/screens'
import * as protection from '#handover/protection/screens'
import * as replay from '#handover/replay/screens'
import * as requests from '#handover/requests/screens'
import * as routing from '#handover/routing/screens'
import * as scoring from '#handover/scoring/screens'
import * as sentback from '#handover/sentback/screens'
import * as talks from '#handover/talks/screens'
import * as feedback from '#insight/agenda/screens'
import * as attribution from '#insight/attribution/screens'
import * as calendar from '#insight/calendar/screens'
import * as cameBack from '#insight/cameback/screens'
import * as plans from '#insight/campaigns/screens'
import * as margins from '#insight/margins/screens'
import * as months from '#insight/months/screens'
import * as numbers from '#insight/numbers/screens'
import * as steps from '#insight/steps/screens'
import * as mailAccount from '#mail/accounts/screens'
import * as letters from '#mail/letters/screens'
import * as campaigns from '#marketing/campaigns/screens'
import * as forms from '#marketing/forms/screens'
import * as links from '#marketing/links/screens'
import * as participants from '#marketing/participants/screens'
import * as tracking from '#marketing/tracking/screens'
import * as bin from '#people/bin/screens'
import * as capture from '#people/capture/screens'
import * as companies from '#people/companies/screens'
import * as consent from '#people/consent/screens'
import * as contacts from '#people/contacts/screens'
import * as erasing from '#people/erasing/screens'
import * as files from '#people/files/screens'
import * as kept from '#people/kept/screens'
import * as merging from '#people/merging/screens'
import * as retention from '#people/retention/screens'
import * as conversations from '#sales/conversations/screens'
import * as deals from '#sales/deals/screens'
import * as pipeline from '#sales/pipeline/screens'
import type { Screens } from '#ui/shell'
import * as account from '#workspace/account/screens'
import * as audit from '#workspace/audit/screens'
import * as calendars from '#workspace/calendars/screens'
import * as fields from '#workspace/fields/screens'
import * as installing from '#workspace/installing/screens'
import * as keys from '#workspace/keys/screens'
import * as members from '#workspace/members/screens'
import * as moving from '#workspace/moving/screens'
import * as notices from '#workspace/notices/screens'
import * as sample from '#workspace/sample/screens'
import * as search from '#workspace/search/screens'
import * as tasks from '#workspace/tasks/screens'
import * as transfer from '#workspace/transfer/screens'
import * as webhooks from '#workspace/webhooks/screens'
import * as house from './house-screens.ts'

/** What people see, by slice: one import and one entry each, in alphabetical order. */
export const slices: Screens[] = [
  account,
  agreement,
  attribution,
  audit,
  bin,
  calendar,
  calendars,
  campaigns,
  capture,
  companies,
  consent,
  contacts,
  conversations,
  deals,
  erasing,
  kept,
  retention,
  feedback,
  sentback,
  requests,
  fields,
  files,
  flow,
  forms,
  handovers,
  house,
  installing,
  keys,
  webhooks,
  letters,
  links,
  mailAccount,
  margins,
  members,
  merging,
  months,
  moving,
  notices,
  numbers,
  participants,
  cameBack,
  onboarding,
  pipeline,
  plans,
  products,
  protection,
  renewals,
  rollups,
  replay,
  routing,
  sample,
  scoring,
  search,
  steps,
  talks,
  tasks,
  tracking,
  transfer,
]
