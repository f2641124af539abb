import { invalid } from '#platform/http'

export type StageKind = 'open' | 'won' | 'lost'
export type Stage = {
  id: string
  name: string
  position: number
  /** Per cent, for the forecast. */
  probability: number
  kind: StageKind
  /** A deal that enters this stage or a later one makes its handover qualified. */
  qualified: boolean
  /** Facts a deal must have to enter: `amount`, `expectedClose`, `contact`, `company`, `owner`, or a custom field's key. */
  required: string[]
}

/** Whether being in `stage` means that the handover was qualified: at or past the marked stage, or won. */
export function isQualified(
  stage: Pick<Stage, 'kind' | 'position'>,
  stages: Pick<Stage, 'kind' | 'position' | 'qualified'>[],
): boolean {
  if (stage.kind === 'won') return true
  if (stage.kind === 'lost') return false
  const mark = stages.find((it) => it.qualified)
  return mark !== undefined && stage.position >= mark.position
}

/** Refuses a pipeline that can't work: exactly one won, one lost, one marked qualified, probabilities that make sense. */
export function checkPipeline(stages: Pick<Stage, 'name' | 'kind' | 'qualified' | 'probability'>[]): void {
  const count = (kind: StageKind) => stages.filter((it) => it.kind === kind).length
  if (count('open') === 0) throw invalid('no_open_stage', 'A pipeline needs at least one open stage.')
  if (count('won') !== 1 || count('lost') !== 1)
    throw invalid('won_and_lost', 'A pipeline has exactly one stage for won and one for lost.')
  if (
    stages.filter((it) => it.qualified).length !== 1 ||
    stages.some((it) => it.qualified && it.kind !== 'open')
  ) {
    throw invalid(
      'one_qualified',
      'Mark exactly one open stage as “qualified”: from there on the handover counts as qualified.',
    )
  }
  const names = stages.map((it) => it.name.trim().toLocaleLowerCase())
  if (new Set(names).size < names.length) throw invalid('same_name', 'Two stages have the same name.')
}

/** Open stages as they were put, then won, then lost: what comes after the marked stage must be nearer to winning. */
export const inOrder = <T extends Pick<Stage, 'kind'>>(stages: T[]): T[] =>
  (['open', 'won', 'lost'] as const).flatMap((kind) => stages.filter((it) => it.kind === kind))

export const defaultStages: Omit<Stage, 'id'>[] = [
  { name: 'New', position: 1, probability: 10, kind: 'open', qualified: false, required: [] },
  { name: 'Understanding', position: 2, probability: 30, kind: 'open', qualified: true, required: [] },
  { name: 'Proposal', position: 3, probability: 60, kind: 'open', qualified: false, required: ['amount'] },
  {
    name: 'Agreeing',
    position: 4,
    probability: 80,
    kind: 'open',
    qualified: false,
    required: ['amount', 'expectedClose'],
  },
  { name: 'Won', position: 5, probability: 100, kind: 'won', qualified: false, required: [] },
  { name: 'Lost', position: 6, probability: 0, kind: 'lost', qualified: false, required: [] },
]

export const defaultReasons: { kind: 'won' | 'lost'; label: string }[] = [
  { kind: 'won', label: 'Fits best' },
  { kind: 'won', label: 'Price' },
  { kind: 'won', label: 'Trusts us' },
  { kind: 'lost', label: 'Price' },
  { kind: 'lost', label: 'Chose a competitor' },
  { kind: 'lost', label: 'No decision' },
  { kind: 'lost', label: 'Missing function' },
  { kind: 'lost', label: 'No budget' },
]
