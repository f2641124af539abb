import type { TimelineSource, Wiring } from '#platform/registry'
import { taskLeaver } from './leaving.ts'

/** Tasks that were done, on the timeline of what they were about. */
const timeline: TimelineSource = {
  name: 'tasks',
  load: async (db, of, before, limit) => {
    if (!of.contactId && !of.companyId && !of.dealId) return []
    const rows = await db
      .selectFrom('task')
      .leftJoin('member', (on) =>
        on.onRef('member.workspace_id', '=', 'task.workspace_id').onRef('member.id', '=', 'task.done_by'),
      )
      .select(['task.id', 'task.title', 'task.body', 'task.done_at', 'member.name'])
      .where('task.deleted_at', 'is', null)
      .where('task.done_at', '<', before)
      .$if(of.contactId !== undefined, (it) => it.where('task.contact_id', '=', of.contactId!))
      .$if(of.companyId !== undefined, (it) => it.where('task.company_id', '=', of.companyId!))
      .$if(of.dealId !== undefined, (it) => it.where('task.deal_id', '=', of.dealId!))
      .orderBy('task.done_at', 'desc')
      .orderBy('task.id', 'desc')
      .limit(limit)
      .execute()
    return rows.map((row) => ({
      id: row.id,
      kind: 'task.done',
      at: row.done_at!,
      text: row.title,
      ...(row.body && { detail: row.body }),
      who: row.name ?? 'Somebody',
      icon: 'done',
      link: '/tasks?box=done',
    }))
  },
}

export const tasksWiring: Wiring = {
  leavers: [taskLeaver],
  timeline: [timeline],
}
