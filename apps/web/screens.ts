import { screens as products } from '#catalogue/products/screens'
import { screens as onboarding } from '#customers/onboarding/screens'
import { screens as renewals } from '#customers/renewals/screens'
import { screens as rollups } from '#customers/rollups/screens'
import { screens as agreement } from '#handover/agreement/screens'
import { screens as flow } from '#handover/flow/screens'
import { screens as handovers } from '#handover/handovers/screens'
import { screens as protection } from '#handover/protection/screens'
import { screens as replay } from '#handover/replay/screens'
import { screens as requests } from '#handover/requests/screens'
import { screens as routing } from '#handover/routing/screens'
import { screens as scoring } from '#handover/scoring/screens'
import { screens as sentback } from '#handover/sentback/screens'
import { screens as talks } from '#handover/talks/screens'
import { screens as feedback } from '#insight/agenda/screens'
import { screens as attribution } from '#insight/attribution/screens'
import { screens as calendar } from '#insight/calendar/screens'
import { screens as cameBack } from '#insight/cameback/screens'
import { screens as plans } from '#insight/campaigns/screens'
import { screens as margins } from '#insight/margins/screens'
import { screens as months } from '#insight/months/screens'
import { screens as numbers } from '#insight/numbers/screens'
import { screens as steps } from '#insight/steps/screens'
import { screens as mailAccount } from '#mail/accounts/screens'
import { screens as letters } from '#mail/letters/screens'
import { screens as campaigns } from '#marketing/campaigns/screens'
import { screens as forms } from '#marketing/forms/screens'
import { screens as links } from '#marketing/links/screens'
import { screens as participants } from '#marketing/participants/screens'
import { screens as tracking } from '#marketing/tracking/screens'
import { screens as bin } from '#people/bin/screens'
import { screens as capture } from '#people/capture/screens'
import { screens as companies } from '#people/companies/screens'
import { screens as consent } from '#people/consent/screens'
import { screens as contacts } from '#people/contacts/screens'
import { screens as erasing } from '#people/erasing/screens'
import { screens as files } from '#people/files/screens'
import { screens as kept } from '#people/kept/screens'
import { screens as merging } from '#people/merging/screens'
import { screens as retention } from '#people/retention/screens'
import { screens as conversations } from '#sales/conversations/screens'
import { screens as deals } from '#sales/deals/screens'
import { screens as pipeline } from '#sales/pipeline/screens'
import { screens as templates } from '#sales/templates/screens'
import type { Screens } from '#ui/shell'
import { screens as account } from '#workspace/account/screens'
import { screens as audit } from '#workspace/audit/screens'
import { screens as bulk } from '#workspace/bulk/screens'
import { screens as calendars } from '#workspace/calendars/screens'
import { screens as fields } from '#workspace/fields/screens'
import { screens as installing } from '#workspace/installing/screens'
import { screens as keys } from '#workspace/keys/screens'
import { screens as members } from '#workspace/members/screens'
import { screens as moving } from '#workspace/moving/screens'
import { screens as notices } from '#workspace/notices/screens'
import { screens as sample } from '#workspace/sample/screens'
import { screens as search } from '#workspace/search/screens'
import { screens as tasks } from '#workspace/tasks/screens'
import { screens as transfer } from '#workspace/transfer/screens'
import { screens as webhooks } from '#workspace/webhooks/screens'
import { screens as house } from './house-screens.ts'

/** What people see, by slice: one import and one entry each, in alphabetical order. */
export const slices: Screens[] = [
  account,
  agreement,
  attribution,
  audit,
  bulk,
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
  templates,
  tracking,
  transfer,
]
