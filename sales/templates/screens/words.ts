import type { MergeField } from '../contract.ts'

/** Whose fields they are, as people say it. */
export const kinds: Record<MergeField['of'], string> = {
  contact: 'The person',
  company: 'Their company',
  deal: 'The deal',
  me: 'Whoever writes',
}
