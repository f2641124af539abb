import type { OwnRate } from '../contract.ts'
import type { PlanStep, RateKey } from '../plan.ts'

export const stepWords: Record<PlanStep['key'], string> = {
  customers: 'Customers',
  qualified: 'Qualified',
  handed_over: 'Handed over',
  ready: 'Ready',
  leads: 'Leads',
  budget: 'Budget',
}

type RateWords = {
  /** “Win rate” */
  label: string
  /** What it is counted from: “won of closed deals”. */
  of: string
  /** “won deal” of a single one. */
  one?: string
  unit: 'money' | 'percent'
  sign: '÷' | '×'
}
export const rateWords: Record<RateKey, RateWords> = {
  value: { label: 'Median won value', of: 'won deals', one: 'won deal', unit: 'money', sign: '÷' },
  win: { label: 'Win rate', of: 'won of closed deals', unit: 'percent', sign: '÷' },
  qualified: { label: 'Qualified rate', of: 'qualified of handed over', unit: 'percent', sign: '÷' },
  offered: { label: 'Ready → handed over', of: 'handed over of ready', unit: 'percent', sign: '÷' },
  ready: { label: 'Lead → ready', of: 'ready of leads', unit: 'percent', sign: '÷' },
  cost: { label: 'Cost per lead', of: 'leads', one: 'lead', unit: 'money', sign: '×' },
}

/** “34 of 113, won of closed deals”, or “34 won deals” of what is no share. */
export function countedFrom({ key, hits, cases }: OwnRate, number: (n: number) => string): string {
  const { unit, of, one } = rateWords[key]
  return unit === 'money'
    ? `${number(cases)} ${cases === 1 ? one : of}`
    : `${number(hits)} of ${number(cases)}, ${of}`
}
