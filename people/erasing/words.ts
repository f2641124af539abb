/** What rows of a table are, as whoever erases a person reads it. Tables that are not named here are reckoned anew or help others. */
const words: Record<string, [one: string, many: string]> = {
  attempt: ['try to reach them', 'tries to reach them'],
  consent: ['line of the consent ledger', 'lines of the consent ledger'],
  contact_tag: ['tag', 'tags'],
  conversation: ['conversation', 'conversations'],
  deal: ['deal', 'deals'],
  deal_contact: ['part in a deal', 'parts in deals'],
  fact_version: ['value with its history', 'values with their history'],
  field_value: ['value of your own fields', 'values of your own fields'],
  handover: ['handover', 'handovers'],
  identity: ['way they were recognised by', 'ways they were recognised by'],
  incoming: ['mail from them', 'mails from them'],
  journal_event: ['thing they did', 'things they did'],
  lead: ['lead', 'leads'],
  letter: ['mail to them', 'mails to them'],
  merge: ['merge', 'merges'],
  note: ['note', 'notes'],
  notice: ['notice', 'notices'],
  offer: ['offer of a handover', 'offers of handovers'],
  participant: ['place in a campaign', 'places in campaigns'],
  protection: ['registration', 'registrations'],
  submission: ['form they sent', 'forms they sent'],
  task: ['task', 'tasks'],
  visitor: ['browser', 'browsers'],
  webhook_message: ['message to another program', 'messages to other programs'],
}

export const wordsOf = (table: string): [one: string, many: string] | undefined => words[table]

/** In words, the most first; what nobody would count is left out. */
export const inWords = (counts: Record<string, number>): { what: string; count: number }[] =>
  Object.entries(counts)
    .flatMap(([table, count]) => {
      const [one, many] = words[table] ?? []
      return one && many ? { what: count === 1 ? one : many, count } : []
    })
    .toSorted((a, b) => b.count - a.count || a.what.localeCompare(b.what))
