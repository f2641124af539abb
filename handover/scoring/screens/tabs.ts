/** A definition, and what a draft of it would have done; both of the same product line, where one is chosen. */
export const definitionTabs = (line: string) =>
  [
    { label: 'Definition', to: '/handovers/strong-enough' },
    { label: 'Replay', to: '/handovers/replay' },
  ].map((tab) => ({ ...tab, to: line ? `${tab.to}?line=${line}` : tab.to }))
