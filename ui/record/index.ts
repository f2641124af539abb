/** One layout for every record, full page or peek. */
export { type Fact, Facts } from './facts.tsx'
export { PeekPanel } from './peek-panel.tsx'
export { RaceState } from './race-state.tsx'
export { RecordPage } from './record-page.tsx'
export { Section } from './section.tsx'
export { Timeline, type TimelineEntry } from './timeline.tsx'
