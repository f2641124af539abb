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

/** In the tongues of languages.ts, as far as it is known how their tools say it. */
const openWords = [
  /not started|in progress|waiting.*|deferred|open|planned|scheduled|rescheduled|pending|to ?do|new|overdue|false|no|0/,
  /offen|geplant|nicht (begonnen|gestartet|erledigt)|in bearbeitung|zurückgestellt|nein/,
  /(non|pas) commencée?|en cours|en attente|différée?|à faire|ouverte?|planifiée?|non/,
  /no iniciad[oa]|sin (iniciar|empezar)|en (curso|progreso|espera)|aplazad[oa]|pendiente|abiert[oa]|por hacer/,
  /não iniciad[oa]|em (andamento|espera)|adiad[oa]|pendente|abert[oa]|a fazer|não/,
  /non iniziat[oa]|in (corso|attesa)|rinviat[oa]|rimandat[oa]|apert[oa]|da fare/,
  /niet (gestart|begonnen)|bezig|in behandeling|uitgesteld|gepland|te doen|nee/,
  /未着手|未開始|進行中|待機中|延期|未完了/,
  /(ikke|inte|ej) (startet|påbegyndt|påbegynt|startad|påbörjad)|i gang|pågår|pågående|åben|åpen|öppen/,
  /udskudt|utsatt|uppskjuten|ei aloitettu|aloittamatta|kesken|käynnissä|lykätty|avoin/,
  /nierozpoczęt[eya]|w (toku|trakcie)|odroczon[eya]|otwart[eya]|do zrobienia/,
  /未开始|进行中|待办|待辦|已推迟|已延後/,
]
const closedWords = [
  /completed?|done|closed|finished|held|true|yes|1|erledigt|abgeschlossen|beendet|ja/,
  /terminée?|achevée?|fermée?|faite?|oui|completad[oa]|terminad[oa]|finalizad[oa]|hech[oa]|cerrad[oa]|sí/,
  /concluíd[oa]|feit[oa]|fechad[oa]|sim|completat[oa]|conclus[oa]|chius[oa]|fatt[oa]/,
  /voltooid|afgerond|gesloten|gedaan|完了|完了済み|fuldført|færdig|afsluttet|lukket|fullført|ferdig|avsluttet/,
  /slutförd|klar|avslutad|stängd|färdig|valmis|suoritettu|suljettu/,
  /zakończon[eya]|ukończon[eya]|zamknięt[eya]|wykonan[eya]|tak|已完成|完成|已关闭|已關閉/,
]
const anyOf = (words: readonly RegExp[]) => new RegExp(`^(${words.map(({ source }) => source).join('|')})$`)
const [open, closed] = [anyOf(openWords), anyOf(closedWords)]
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
