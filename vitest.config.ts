import { defineConfig } from 'vitest/config'

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
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
