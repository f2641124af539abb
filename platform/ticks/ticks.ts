import { sql } from 'kysely'
import type { Metrics } from '#platform/metrics'
import type { Job, JobContext } from '#platform/registry'

/** After this time a job of a process that was killed is taken over. */
const leaseMs = 15_000
const renewMs = 4_000

/** Runs one job now if it is due and no other process has it; says whether it ran. */
export async function tickJob(job: Job, context: JobContext): Promise<boolean> {
  const now = context.clock.now()
  const taken = await context.database.engine(async (db) => {
    const { rows } = await sql`
      insert into job_lease (name, until, ran_at) values (${job.name}, ${new Date(now.getTime() + leaseMs)}, ${now})
      on conflict (name) do update set until = excluded.until, ran_at = excluded.ran_at
      where job_lease.until <= ${now} and job_lease.ran_at <= ${new Date(now.getTime() - job.everyMs)}
      returning name`.execute(db)
    return rows.length > 0
  })
  if (!taken) return false
  const heart = beat(job, context)
  try {
    await job.run(context)
  } finally {
    await heart.stop()
    await context.database.engine(async (db) => {
      await sql`update job_lease set until = ${context.clock.now()} where name = ${job.name}`.execute(db)
    })
  }
  return true
}

/** Keeps the lease of a job that takes long. */
function beat({ name }: Job, { database, clock, log }: JobContext): { stop: () => Promise<void> } {
  let last: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    const until = new Date(clock.now().getTime() + leaseMs)
    last = database
      .engine((db) => db.updateTable('job_lease').set({ until }).where('name', '=', name).execute())
      .catch((error: unknown) => log.error({ err: error, job: name }, 'a job could not keep its lease'))
  }, renewMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await last
    },
  }
}

/** Ticks every job at its own pace until `signal` aborts; a failing job is reported and tried again at its next turn. */
export async function runJobs(
  jobs: Job[],
  context: JobContext,
  metrics: Metrics,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(jobs.map((job) => loop(job, context, metrics, signal)))
}

async function loop(job: Job, context: JobContext, metrics: Metrics, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const startedAt = performance.now()
    let outcome: 'done' | 'failed' | 'elsewhere' = 'failed'
    try {
      outcome = (await tickJob(job, context)) ? 'done' : 'elsewhere'
    } catch (error) {
      context.log.error({ err: error, job: job.name }, 'job failed')
    }
    if (outcome !== 'elsewhere') {
      const labels = { job: job.name }
      metrics.count('baton_jobs_total', 'Recurring jobs run by this process.', { ...labels, outcome })
      metrics.took('baton_job_duration_seconds', 'How long they took.', labels, performance.now() - startedAt)
    }
    if (signal.aborted) return // an abort that has been told already is not told again
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, job.everyMs)
      function done() {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      signal.addEventListener('abort', done)
    })
  }
}
