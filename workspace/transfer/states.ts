import { conflict } from '#platform/http'
import type { Import, ImportState } from './store.ts'

const words: Record<ImportState, string> = {
  uploading: 'still being sent',
  reading: 'being read',
  read: 'not started',
  checking: 'being tried out',
  checked: 'not started',
  applying: 'running',
  paused: 'paused',
  done: 'finished',
  cancelled: 'cancelled',
  undoing: 'being taken back',
  undone: 'taken back',
  failed: 'stopped',
}

export const notNow = ({ state }: Pick<Import, 'state'>) =>
  conflict('not_now', `This import is ${words[state]}; that can't be done now.`)

/** While rows still go in, nothing is taken back. */
export const undoneFrom: readonly ImportState[] = ['done', 'cancelled', 'paused', 'failed']
