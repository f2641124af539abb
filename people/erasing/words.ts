/** What rows of a table are, as whoever erases a person reads it. Tables that are not named here are reckoned anew or help others. */
const words: Record<string, string> = {
  attempt: 'tries to reach them',
  consent: 'lines of the consent ledger',
  contact_tag: 'tags',
  conversation: 'conversations',
  deal: 'deals',
  deal_contact: 'parts in deals',
  fact_version: 'values with their history',
  field_value: 'values of your own fields',
  handover: 'handovers',
  identity: 'ways they were recognised by',
  incoming: 'mails from them',
  journal_event: 'things they did',
  lead: 'leads',
  letter: 'mails to them',
  merge: 'merges',
  note: 'notes',
  notice: 'notices',
  offer: 'offers of handovers',
  participant: 'places in campaigns',
  protection: 'registrations',
  submission: 'forms they sent',
  task: 'tasks',
  visitor: 'browsers',
  webhook_message: 'messages to other programs',
}

/** In words, the most first; what nobody would count is left out. */
export const inWords = (counts: Record<string, number>): { what: string; count: number }[] =>
  Object.entries(counts)
    .flatMap(([table, count]) => {
      const what = words[table]
      return what ? { what, count } : []
    })
    .toSorted((a, b) => b.count - a.count || a.what.localeCompare(b.what))
