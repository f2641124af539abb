/**
 * Which policies there must be, written down here and not read from the catalog: a policy that is deleted from a
 * migration is missed by name, and one that is weakened is caught by the probes below. (Attacks 4 and 40.)
 */
export const reach = ['company', 'contact', 'content_request', 'deal', 'handover', 'protection', 'task']
/** Of these each row has somebody whose it is. */
export const alwaysOwned = ['content_request', 'protection', 'task']
export const ownerOf: Record<string, string> = {
  handover: 'receiver_id',
  content_request: 'asker_id',
  protection: 'member_id',
}
export const engineQueues = [
  'duplicate_scan',
  'agenda_clock',
  'change_news',
  'digest_clock',
  'erasure',
  'idempotency',
  'agreement_clock',
  'import',
  'letter',
  'link_follow',
  'mail_account',
  'mail_account_state',
  'mailbox',
  'month_clock',
  'machine_hit',
  'news',
  'notice_mail',
  'protection_clock',
  'pump_clock',
  'push_message',
  'replay',
  'rescore',
  'retention_rule',
  'visitor',
  'webhook_message',
  'sample_firm',
  'contact_arrival',
  'field_computing',
  'file',
  'file_link',
  'file_part',
  'firm_export',
  'upload',
  'upload_part',
  'undoing',
  'bulk_act',
]
/** The engine reads of these which firms it leaves alone. */
export const engineReads = ['arrived_firm']
/** What visitors do comes in for all workspaces at once: the engine adds to these, and reads only whose a visitor is. */
export const intakeAdds = ['journal_event', 'subject']
export const intakeReads = ['identity']
export const signIn = ['api_key', 'invitation', 'member', 'sample_firm', 'workspace']
/** What was said stays said: the app may add to these and never change or remove. */
export const appendOnly = ['consent', 'consent_wording', 'handover_state', 'journal_event']
