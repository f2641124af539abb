import { forgetAnswers } from '#platform/http'
import type { Job } from '#platform/registry'

const hourMs = 3_600_000

/** What was answered to an Idempotency-Key is kept for a day. */
export const forgetting: Job = {
  name: 'answers.forget',
  everyMs: hourMs,
  run: (context) => forgetAnswers(context, context.clock.now()),
}
