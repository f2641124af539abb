import type { Database } from '#platform/db'
import { samplesIn } from '#platform/installation'

/**
 * In a sample firm, whose past is played, a mail that a member wrote counts as taken by a mail server once it would have left,
 * so that all that follows of a sent mail does. Nothing leaves: letters that Baton writes by itself are kept to be read.
 */
export async function takePlayed(database: Database, workspaceId: number, now: Date): Promise<void> {
  await database.engine(async (db) => {
    if (!(await samplesIn(db)).includes(workspaceId))
      throw new Error('Only mails of a sample firm are played')
    await db
      .updateTable('letter')
      .set({ state: 'accepted', finished_at: now, last_reply: 'Played: nothing left Baton.' })
      .where('workspace_id', '=', workspaceId)
      .where('personal', '=', true)
      .where('state', '=', 'queued')
      .where('not_before', '<=', now)
      .execute()
  })
}
