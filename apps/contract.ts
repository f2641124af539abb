import { productsContract } from '#catalogue/products/contract'
import { onboardingContract } from '#customers/onboarding/contract'
import { renewalsContract } from '#customers/renewals/contract'
import { rollupsContract } from '#customers/rollups/contract'
import { agreementContract } from '#handover/agreement/contract'
import { flowContract } from '#handover/flow/contract'
import { handoversContract } from '#handover/handovers/contract'
import { protectionContract } from '#handover/protection/contract'
import { replayContract } from '#handover/replay/contract'
import { contentRequestsContract } from '#handover/requests/contract'
import { routingContract } from '#handover/routing/contract'
import { scoringContract } from '#handover/scoring/contract'
import { sendBacksContract } from '#handover/sentback/contract'
import { talksContract } from '#handover/talks/contract'
import { feedbackContract } from '#insight/agenda/contract'
import { attributionContract } from '#insight/attribution/contract'
import { calendarContract } from '#insight/calendar/contract'
import { cameBackContract } from '#insight/cameback/contract'
import { campaignResultsContract } from '#insight/campaigns/contract'
import { marginsContract } from '#insight/margins/contract'
import { monthsContract } from '#insight/months/contract'
import { numbersContract } from '#insight/numbers/contract'
import { stepsContract } from '#insight/steps/contract'
import { accountsContract } from '#mail/accounts/contract'
import { lettersContract } from '#mail/letters/contract'
import { campaignsContract } from '#marketing/campaigns/contract'
import { formsContract } from '#marketing/forms/contract'
import { linksContract } from '#marketing/links/contract'
import { participantsContract } from '#marketing/participants/contract'
import { trackingContract } from '#marketing/tracking/contract'
import { binContract } from '#people/bin/contract'
import { captureContract } from '#people/capture/contract'
import { companiesContract } from '#people/companies/contract'
import { consentContract } from '#people/consent/contract'
import { contactsContract } from '#people/contacts/contract'
import { erasingContract } from '#people/erasing/contract'
import { eventsContract } from '#people/events/contract'
import { filesContract } from '#people/files/contract'
import { keptContract } from '#people/kept/contract'
import { leadsContract } from '#people/leads/contract'
import { mergingContract } from '#people/merging/contract'
import { preferencesContract } from '#people/preferences/contract'
import { retentionContract } from '#people/retention/contract'
import { timelineContract } from '#people/timeline/contract'
import { conversationsContract } from '#sales/conversations/contract'
import { dealsContract } from '#sales/deals/contract'
import { pipelineContract } from '#sales/pipeline/contract'
import { templatesContract } from '#sales/templates/contract'
import { accountContract } from '#workspace/account/contract'
import { auditContract } from '#workspace/audit/contract'
import { bulkContract } from '#workspace/bulk/contract'
import { calendarsContract } from '#workspace/calendars/contract'
import { digestContract } from '#workspace/digest/contract'
import { fieldsContract } from '#workspace/fields/contract'
import { installingContract } from '#workspace/installing/contract'
import { keysContract } from '#workspace/keys/contract'
import { listsContract } from '#workspace/lists/contract'
import { membersContract } from '#workspace/members/contract'
import { movingContract } from '#workspace/moving/contract'
import { noticesContract } from '#workspace/notices/contract'
import { pushContract } from '#workspace/push/contract'
import { sampleContract } from '#workspace/sample/contract'
import { searchContract } from '#workspace/search/contract'
import { tasksContract } from '#workspace/tasks/contract'
import { transferContract } from '#workspace/transfer/contract'
import { viewsContract } from '#workspace/views/contract'
import { webhooksContract } from '#workspace/webhooks/contract'

/** Every endpoint of Baton, by slice: what the browser's client and the REST API are made of. */
export const contract = {
  account: accountContract,
  forms: formsContract,
  tracking: trackingContract,
  routing: routingContract,
  handovers: handoversContract,
  notices: noticesContract,
  push: pushContract,
  digest: digestContract,
  calendars: calendarsContract,
  search: searchContract,
  lists: listsContract,
  views: viewsContract,
  erasing: erasingContract,
  kept: keptContract,
  preferences: preferencesContract,
  retention: retentionContract,
  bin: binContract,
  events: eventsContract,
  capture: captureContract,
  files: filesContract,
  timeline: timelineContract,
  leads: leadsContract,
  contacts: contactsContract,
  companies: companiesContract,
  fields: fieldsContract,
  consent: consentContract,
  products: productsContract,
  margins: marginsContract,
  members: membersContract,
  months: monthsContract,
  keys: keysContract,
  webhooks: webhooksContract,
  installing: installingContract,
  audit: auditContract,
  bulk: bulkContract,
  calendar: calendarContract,
  campaigns: campaignsContract,
  campaignResults: campaignResultsContract,
  customers: renewalsContract,
  conversations: conversationsContract,
  deals: dealsContract,
  links: linksContract,
  letters: lettersContract,
  mailAccount: accountsContract,
  merging: mergingContract,
  moving: movingContract,
  numbers: numbersContract,
  attribution: attributionContract,
  cameBack: cameBackContract,
  feedback: feedbackContract,
  sendBacks: sendBacksContract,
  contentRequests: contentRequestsContract,
  agreement: agreementContract,
  flow: flowContract,
  onboarding: onboardingContract,
  protection: protectionContract,
  replay: replayContract,
  rollups: rollupsContract,
  sample: sampleContract,
  scoring: scoringContract,
  steps: stepsContract,
  participants: participantsContract,
  pipeline: pipelineContract,
  talks: talksContract,
  tasks: tasksContract,
  templates: templatesContract,
  transfer: transferContract,
}

export type Contract = typeof contract
