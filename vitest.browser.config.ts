import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** What people do, in a real Chromium against the built app; its own setup unpacks the browser once. */
export default defineConfig({
  test: {
    include: ['browser/**/*.test.ts'],
    globalSetup: ['./platform/testing/setup.ts', './browser/setup.ts'].filter((file) => existsSync(file)),
    passWithNoTests: true,
    pool: 'forks',
    maxWorkers: 2,
    isolate: false,
    testTimeout: 300_000, // each step has a limit of its own
    hookTimeout: 180_000,
    expect: { poll: { timeout: 15_000 } }, // as long as an action of a page waits
  },
})
