import { sql } from 'kysely'
import { inSteps, mostForgotten } from '#platform/db'
import { daysInBin, type Job } from '#platform/registry'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Bytes that nothing leads to any more: of files a month in the bin, of uploads that broke off, of links that ended. */
export const letGo: Job = {
  name: 'files.let_go',
  everyMs: hourMs,
  run: async (context) => {
    const now = context.clock.now().getTime()
    const [binned, begun] = [new Date(now - daysInBin * dayMs), new Date(now - dayMs)]
    const most = sql.lit(mostForgotten)
    await inSteps(
      context,
      sql`delete from file_part p using (
            select p.workspace_id, p.file_id, p.at from file f join file_part p on p.workspace_id = f.workspace_id and p.file_id = f.id
            where f.deleted_at <= ${binned} limit ${most}) gone
          where p.workspace_id = gone.workspace_id and p.file_id = gone.file_id and p.at = gone.at`,
    )
    await inSteps(
      context,
      sql`delete from upload u using (
            select workspace_id, id from upload where created_at <= ${begun} order by created_at limit ${most}) gone
          where u.workspace_id = gone.workspace_id and u.id = gone.id`,
    )
    await inSteps(
      context,
      sql`delete from file_link l using (
            select workspace_id, id from file_link where expires_at <= ${new Date(now)} order by expires_at limit ${most}) gone
          where l.workspace_id = gone.workspace_id and l.id = gone.id`,
    )
  },
}
