import type { PastKind } from '#people/timeline'

/** What a file says of whether something in it was done. */
export type Told = {
  kind: PastKind
  /** As it stands there: “Not Started”, “To do”, “false”. */
  status: string | null
  /** It was meant for a time that has not come. */
  isAhead: boolean
  doneAt: Date | null
}

const open =
  /^(not started|in progress|waiting.*|deferred|open|planned|scheduled|rescheduled|pending|to ?do|new|overdue|false|no|0|offen|geplant|nicht (begonnen|gestartet|erledigt)|in bearbeitung|zurückgestellt|nein)$/
const closed = /^(completed?|done|closed|finished|held|true|yes|1|erledigt|abgeschlossen|beendet|ja)$/
const cameToNothing = /cancel|no ?show|missed|abgesagt|storniert/

const plain = (status: string) => status.trim().toLowerCase().replace(/[_-]+/g, ' ')

/**
 * Whether a row is still to be done: as it says itself; where it does not say, what is yet to come. Words that nobody knows
 * are of a task that is open, and of a call that was: “Busy”.
 */
export function isStillOpen({ kind, status, isAhead, doneAt }: Told): boolean {
  if (doneAt) return false
  const said = status === null ? '' : plain(status)
  if (closed.test(said) || cameToNothing.test(said)) return false
  return open.test(said) || isAhead || (said !== '' && kind === 'task')
}

/** What a status says beyond that it was done: whoever reads of a meeting should know that nobody came. */
export const worthTelling = (status: string | null): string[] =>
  status !== null && cameToNothing.test(plain(status)) ? [status] : []
