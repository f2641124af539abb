/** The models that stand side by side, in the order in which they are shown; none of them is the right one. */
export const models = ['first', 'last', 'linear', 'position', 'decay'] as const
export type Model = (typeof models)[number]

/** A touch counts half as much when it lies this much longer before the last one. */
export const halfLifeDays = 30

export const modelWords: Record<Model, { label: string; formula: string }> = {
  first: { label: 'First touch', formula: 'the first touch gets the whole value' },
  last: { label: 'Last touch', formula: 'the last touch before the deal was won gets the whole value' },
  linear: { label: 'Linear', formula: 'each touch gets the same part' },
  position: {
    label: 'Position-based',
    formula: '40 % to the first touch, 40 % to the last, 20 % evenly to those between; of two each gets half',
  },
  decay: {
    label: 'Time decay',
    formula: `a touch gets half as much for every ${halfLifeDays} days that it lies before the last`,
  },
}
