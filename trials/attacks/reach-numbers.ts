/** How somebody may ask for numbers, and each number whose rows can be asked for. */

export const period = 'from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z'
export const groupings = ['campaign', 'form', 'asset', 'product_line', 'person']
export const numbers = [
  '',
  '&view=cohort',
  '&memberId={member}',
  '&productLineId={line}',
  '&channel=call',
  '&channel=direct',
]
export const attributed = numbers.filter((it) => !it.includes('view'))
export const counted = [
  ...['lead', 'ready', 'offered', 'accepted', 'qualified', 'won'].map((it) => `funnel.${it}`),
  ...['offered', 'joined', 'signalled', 'waiting', 'withdrawn'].map((it) => `ready.${it}`),
  ...['decided', 'accepted', 'answerable', 'kept', 'sent_back'].map((it) => `handover.${it}`),
  ...['answered', 'waited', 'tried', 'no_cover'].map((it) => `offer.${it}`),
  ...['answer_due', 'attempt_due', 'decision_due'].map((it) => `clock.${it}`),
  ...['talked', 'false_positive'].map((it) => `handover.${it}`),
  ...['start', 'created', 'raised', 'open', 'end', 'qualified'].map((it) => `pipeline.${it}`),
  ...['new', 'missed', 'start', 'lost', 'end'].map((it) => `customer.${it}`),
  ...['start', 'kept', 'stayed', 'gone', 'end'].map((it) => `recurring.${it}`),
  ...['accepted', 'bounced', 'delivered'].map((it) => `letter.${it}`),
  ...['old', 'young'].map((it) => `regret.${it}`),
  ...['visit.human', 'spend.all', 'cohort.lead', 'stage.reached.{stage}', 'stage.beyond.{stage}'],
  ...['won', 'lost', 'closed', 'sourced', 'influenced'].map((it) => `deal.${it}`),
]
