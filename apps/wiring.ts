import type { Registry, Wiring } from '#platform/registry'

/** What the slices offer to each other, collected once. */
const all: Wiring[] = []

export const wiring: Registry = {
  journal: all.flatMap((it) => it.journal ?? []),
  timeline: all.flatMap((it) => it.timeline ?? []),
  pump: all.flatMap((it) => it.pump ?? []),
  jobs: all.flatMap((it) => it.jobs ?? []),
  records: all.flatMap((it) => it.records ?? []),
  public: all.flatMap((it) => it.public ?? []),
  restored: all.flatMap((it) => it.restored ?? []),
  merged: all.flatMap((it) => it.merged ?? []),
}
