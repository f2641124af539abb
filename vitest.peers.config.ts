import { defineConfig } from 'vitest/config'

/** Against servers that are not ours: Debian's postfix and dovecot, installed when absent. Needs root, so it is no part of `npm test`. */
export default defineConfig({
  test: {
    include: ['trials/peers/mail.ts'],
    globalSetup: ['./platform/testing/setup.ts'],
    pool: 'forks',
    maxWorkers: 1,
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
})
