import { productsWiring } from '#catalogue/products/wiring'
import type { Registry, Wiring } from '#platform/registry'
import { dealsWiring } from '#sales/deals/wiring'
import { pipelineWiring } from '#sales/pipeline/wiring'

/** What the slices offer to each other, collected once. */
const all: Wiring[] = [productsWiring, dealsWiring, pipelineWiring]

export const wiring: Registry = {
  founders: all.flatMap((it) => it.founders ?? []),
  journal: all.flatMap((it) => it.journal ?? []),
  timeline: all.flatMap((it) => it.timeline ?? []),
  pump: all.flatMap((it) => it.pump ?? []),
  jobs: all.flatMap((it) => it.jobs ?? []),
  records: all.flatMap((it) => it.records ?? []),
  public: all.flatMap((it) => it.public ?? []),
  restored: all.flatMap((it) => it.restored ?? []),
  merged: all.flatMap((it) => it.merged ?? []),
}
