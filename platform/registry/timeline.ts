import type { Db } from '#platform/db'

/** One contact's line on the timeline, whoever stores it. */
export type TimelineItem = {
  id: string
  kind: string
  at: Date
  text: string
  detail?: string
  who?: string
  /** When it came in, if later. */
  recordedAt?: Date
  icon: string
  link?: string
  noise?: boolean
  /** One of many that say little by themselves. */
  small?: boolean
  /** Of an act of a person on the website: whom it is held to be of. */
  heldFor?: 'person' | 'program'
  /** Of what its author may change on the spot. */
  authorId?: string | null
  /** Files that belong to it. */
  files?: TimelineFile[]
  /** A note as it is kept: colleagues in it by their ids, and what they are called now. */
  written?: { body: string; names: { id: string; name: string }[] }
}
export type TimelineFile = {
  id: string
  name: string
  type: string
  typeLabel: string
  care: 'odd' | 'page' | 'program' | null
  sizeBytes: number
}
export type TimelineSource = {
  name: string
  /** Newest first, strictly before `before`. */
  load: (
    db: Db,
    of: { contactId?: string; companyId?: string; dealId?: string },
    before: Date,
    limit: number,
  ) => Promise<TimelineItem[]>
  /** Acts of people that a deal came of, by their ids in the journal: they stand on its page too. */
  actsOf?: (db: Db, dealId: string) => Promise<string[]>
}
