import type { Content } from '../contract.ts'

export type Rule = Content['rules'][number]
export type FitRule = Extract<Rule, { axis: 'fit' }>
export type InterestRule = Extract<Rule, { axis: 'interest' }>

export const hoursADay = 24

/** An id that no rule has yet. */
export function freeId(rules: readonly Rule[]): string {
  for (let n = rules.length + 1; ; n++) if (!rules.some(({ id }) => id === `r${n}`)) return `r${n}`
}
