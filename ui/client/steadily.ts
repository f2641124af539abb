import { problemOf } from './problem.ts'

/** With what a call is made, so that it is done once however often it is asked. */
export type Once = { context: { idempotencyKey: string } }

const patienceMs = 180_000
const pauseMs = 2_000

/**
 * Asks until there is an answer: where the server goes down meanwhile, the same is asked again when it is back, under its key,
 * so that it is done once.
 */
export async function steadily<T>(ask: (once: Once) => Promise<T>): Promise<T> {
  const once = { context: { idempotencyKey: crypto.randomUUID() } }
  const until = Date.now() + patienceMs
  for (;;)
    try {
      return await ask(once)
    } catch (problem) {
      if (problemOf(problem).reason !== 'offline' || Date.now() > until) throw problem
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
}
