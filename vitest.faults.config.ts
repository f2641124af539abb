import { defineConfig } from 'vitest/config'

/** Kills of work that nobody waits for; minutes long, so it is no part of `npm test`, which has the short ones. */
export default defineConfig({
  test: {
    include: ['trials/faults/*.ts'],
    globalSetup: ['./platform/testing/setup.ts'],
    pool: 'forks',
    maxWorkers: 1,
    isolate: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
