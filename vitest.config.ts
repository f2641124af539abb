import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Trials start processes, and real files are long: begun last, one of them would be waited for alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const later = ({ moduleId }: TestSpecification) => Number(!/\/trials\/|\/real-/.test(moduleId))
    return (await super.sort(files)).toSorted((one, other) => later(one) - later(other))
  }
}

/**
 * Server-side tests: pure rules, and slices through real HTTP and a real database.
 * One embedded PostgreSQL and one migrated template a run; each file clones its own database.
 */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**', 'data/**', 'browser/**'],
    globalSetup: ['./platform/testing/setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 15_000 } }, // a second, as it comes, is little where two files share a slow processor
  },
})
