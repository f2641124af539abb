import { productsWiring } from '#catalogue/products/wiring'
import { onboardingWiring } from '#customers/onboarding/wiring'
import { agreementWiring } from '#handover/agreement/wiring'
import { flowWiring } from '#handover/flow/wiring'
import { handoversWiring } from '#handover/handovers/wiring'
import { protectionWiring } from '#handover/protection/wiring'
import { replayWiring } from '#handover/replay/wiring'
import { requestsWiring } from '#handover/requests/wiring'
import { routingWiring } from '#handover/routing/wiring'
import { scoringWiring } from '#handover/scoring/wiring'
import { sentBackWiring } from '#handover/sentback/wiring'
import { talksWiring } from '#handover/talks/wiring'
import { feedbackWiring } from '#insight/agenda/wiring'
import { monthsWiring } from '#insight/months/wiring'
import { accountsWiring } from '#mail/accounts/wiring'
import { inboxWiring } from '#mail/inbox/wiring'
import { lettersWiring } from '#mail/letters/wiring'
import { campaignsWiring } from '#marketing/campaigns/wiring'
import { formsWiring } from '#marketing/forms/wiring'
import { linksWiring } from '#marketing/links/wiring'
import { participantsWiring } from '#marketing/participants/wiring'
import { trackingWiring } from '#marketing/tracking/wiring'
import { binWiring } from '#people/bin/wiring'
import { captureWiring } from '#people/capture/wiring'
import { companiesWiring } from '#people/companies/wiring'
import { consentWiring } from '#people/consent/wiring'
import { contactsWiring } from '#people/contacts/wiring'
import { erasingWiring } from '#people/erasing/wiring'
import { filesWiring } from '#people/files/wiring'
import { importingWiring } from '#people/importing/wiring'
import { leadsWiring } from '#people/leads/wiring'
import { mergingWiring } from '#people/merging/wiring'
import { preferencesWiring } from '#people/preferences/wiring'
import { retentionWiring } from '#people/retention/wiring'
import { timelineWiring } from '#people/timeline/wiring'
import type { EndpointMeta } from '#platform/http/contract'
import type { Registry, Wiring } from '#platform/registry'
import { conversationsWiring } from '#sales/conversations/wiring'
import { dealsWiring } from '#sales/deals/wiring'
import { pipelineWiring } from '#sales/pipeline/wiring'
import { templatesWiring } from '#sales/templates/wiring'
import { auditWiring } from '#workspace/audit/wiring'
import { authWiring } from '#workspace/auth/wiring'
import { bulkWiring } from '#workspace/bulk/wiring'
import { calendarsWiring } from '#workspace/calendars/wiring'
import { digestWiring } from '#workspace/digest/wiring'
import { fieldsWiring } from '#workspace/fields/wiring'
import { keysWiring } from '#workspace/keys/wiring'
import { membersWiring } from '#workspace/members/wiring'
import { movingWiring } from '#workspace/moving/wiring'
import { noticesWiring } from '#workspace/notices/wiring'
import { pushWiring } from '#workspace/push/wiring'
import { sampleWiring } from '#workspace/sample/wiring'
import { tasksWiring } from '#workspace/tasks/wiring'
import { transferWiring } from '#workspace/transfer/wiring'
import { viewsWiring } from '#workspace/views/wiring'
import { webhooksWiring } from '#workspace/webhooks/wiring'
import { contract } from './contract.ts'
import { endpointsOf } from './endpoints.ts'

const asked = ({ may, also }: EndpointMeta) => (also ? [may, also] : [may])

const all: Wiring[] = [
  campaignsWiring,
  formsWiring,
  trackingWiring,
  handoversWiring,
  authWiring,
  calendarsWiring,
  auditWiring,
  bulkWiring,
  accountsWiring,
  inboxWiring,
  lettersWiring,
  monthsWiring,
  fieldsWiring,
  keysWiring,
  membersWiring,
  movingWiring,
  noticesWiring,
  pushWiring,
  digestWiring,
  captureWiring,
  filesWiring,
  timelineWiring,
  leadsWiring,
  consentWiring,
  contactsWiring,
  importingWiring,
  mergingWiring,
  erasingWiring,
  preferencesWiring,
  retentionWiring,
  binWiring,
  companiesWiring,
  linksWiring,
  participantsWiring,
  productsWiring,
  sentBackWiring,
  requestsWiring,
  agreementWiring,
  feedbackWiring,
  flowWiring,
  onboardingWiring,
  protectionWiring,
  replayWiring,
  routingWiring,
  scoringWiring,
  conversationsWiring,
  dealsWiring,
  pipelineWiring,
  sampleWiring,
  talksWiring,
  tasksWiring,
  templatesWiring,
  viewsWiring,
  transferWiring,
  webhooksWiring,
]

/** What the slices offer to each other, collected once. */
export const wiring: Registry = {
  notices: all.flatMap((it) => it.notices ?? []),
  founders: all.flatMap((it) => it.founders ?? []),
  journal: all.flatMap((it) => it.journal ?? []),
  timeline: all.flatMap((it) => it.timeline ?? []),
  pump: all.flatMap((it) => it.pump ?? []),
  jobs: all.flatMap((it) => it.jobs ?? []),
  formulas: all.flatMap((it) => it.formulas ?? []),
  records: all.flatMap((it) => it.records ?? []),
  hanging: all.flatMap((it) => it.hanging ?? []),
  public: all.flatMap((it) => it.public ?? []),
  letterEnds: all.flatMap((it) => it.letterEnds ?? []),
  mailed: all.flatMap((it) => it.mailed ?? []),
  programs: all.flatMap((it) => it.programs ?? []),
  received: all.flatMap((it) => it.received ?? []),
  restored: all.flatMap((it) => it.restored ?? []),
  bins: all.flatMap((it) => it.bins ?? []),
  changes: all.flatMap((it) => it.changes ?? []),
  undoers: all.flatMap((it) => it.undoers ?? []),
  acts: all.flatMap((it) => it.acts ?? []),
  merged: all.flatMap((it) => it.merged ?? []),
  erasing: all.flatMap((it) => it.erasing ?? []),
  holds: all.flatMap((it) => it.holds ?? []),
  kept: all.flatMap((it) => it.kept ?? []),
  won: all.flatMap((it) => it.won ?? []),
  covers: all.flatMap((it) => it.covers ?? []),
  leavers: all.flatMap((it) => it.leavers ?? []),
  lists: all.flatMap((it) => it.lists ?? []),
  told: all.flatMap((it) => it.told ?? []),
  carried: all.flatMap((it) => it.carried ?? []),
  conditions: all.flatMap((it) => it.conditions ?? []),
  bulk: all.flatMap((it) => it.bulk ?? []),
  digests: all.flatMap((it) => it.digests ?? []),
  importers: all.flatMap((it) => it.importers ?? []),
  topicUses: all.flatMap((it) => it.topicUses ?? []),
  permissions: new Map([
    ...endpointsOf(contract)
      .filter(({ meta }) => meta.may !== 'anyone')
      .map(({ name, meta }) => [name, asked(meta)] as const),
    ...all.flatMap((it) => it.acts ?? []).map(({ kind, asks }) => [kind, asks] as const),
  ]),
}
