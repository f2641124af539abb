import { products } from '#catalogue/products/routes'
import { onboarding } from '#customers/onboarding/routes'
import { customers } from '#customers/renewals/routes'
import { rollups } from '#customers/rollups/routes'
import { agreement } from '#handover/agreement/routes'
import { flow } from '#handover/flow/routes'
import { handovers } from '#handover/handovers/routes'
import { protection } from '#handover/protection/routes'
import { replay } from '#handover/replay/routes'
import { contentRequests } from '#handover/requests/routes'
import { routing } from '#handover/routing/routes'
import { scoring } from '#handover/scoring/routes'
import { sendBacks } from '#handover/sentback/routes'
import { talks } from '#handover/talks/routes'
import { feedback } from '#insight/agenda/routes'
import { attribution } from '#insight/attribution/routes'
import { calendar } from '#insight/calendar/routes'
import { cameBack } from '#insight/cameback/routes'
import { campaignOutcomes } from '#insight/campaigns/routes'
import { margins } from '#insight/margins/routes'
import { months } from '#insight/months/routes'
import { numbers } from '#insight/numbers/routes'
import { steps } from '#insight/steps/routes'
import { mailAccount } from '#mail/accounts/routes'
import { letters } from '#mail/letters/routes'
import { campaigns } from '#marketing/campaigns/routes'
import { forms } from '#marketing/forms/routes'
import { links } from '#marketing/links/routes'
import { participants } from '#marketing/participants/routes'
import { tracking } from '#marketing/tracking/routes'
import { bin } from '#people/bin/routes'
import { capture } from '#people/capture/routes'
import { companies } from '#people/companies/routes'
import { consent } from '#people/consent/routes'
import { contacts } from '#people/contacts/routes'
import { erasing } from '#people/erasing/routes'
import { events } from '#people/events/routes'
import { files } from '#people/files/routes'
import { kept } from '#people/kept/routes'
import { leads } from '#people/leads/routes'
import { merging } from '#people/merging/routes'
import { preferences } from '#people/preferences/routes'
import { retention } from '#people/retention/routes'
import { timeline } from '#people/timeline/routes'
import { conversations } from '#sales/conversations/routes'
import { deals } from '#sales/deals/routes'
import { pipeline } from '#sales/pipeline/routes'
import { templates } from '#sales/templates/routes'
import { account } from '#workspace/account/routes'
import { audit } from '#workspace/audit/routes'
import { bulk } from '#workspace/bulk/routes'
import { calendars } from '#workspace/calendars/routes'
import { digest } from '#workspace/digest/routes'
import { fields } from '#workspace/fields/routes'
import { installing } from '#workspace/installing/routes'
import { keys } from '#workspace/keys/routes'
import { lists } from '#workspace/lists/routes'
import { members } from '#workspace/members/routes'
import { moving } from '#workspace/moving/routes'
import { notices } from '#workspace/notices/routes'
import { push } from '#workspace/push/routes'
import { sample } from '#workspace/sample/routes'
import { searching } from '#workspace/search/routes'
import { tasks } from '#workspace/tasks/routes'
import { transfer } from '#workspace/transfer/routes'
import { views } from '#workspace/views/routes'
import { webhooks } from '#workspace/webhooks/routes'

/** Every endpoint's handler, in the shape of `contract`. */
export const router = {
  forms,
  tracking,
  routing,
  handovers,
  notices,
  push,
  digest,
  calendars,
  search: searching,
  views,
  erasing,
  kept,
  preferences,
  retention,
  bin,
  events,
  capture,
  files,
  timeline,
  leads,
  contacts,
  companies,
  fields,
  consent,
  products,
  margins,
  members,
  months,
  keys,
  webhooks,
  installing,
  account,
  audit,
  bulk,
  calendar,
  campaigns,
  campaignResults: campaignOutcomes,
  customers,
  conversations,
  deals,
  letters,
  links,
  mailAccount,
  lists,
  merging,
  moving,
  numbers,
  participants,
  attribution,
  cameBack,
  pipeline,
  onboarding,
  protection,
  talks,
  tasks,
  templates,
  agreement,
  feedback,
  sendBacks,
  contentRequests,
  flow,
  replay,
  rollups,
  sample,
  scoring,
  steps,
  transfer,
}
