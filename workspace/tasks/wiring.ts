import type { DigestSource, TimelineSource, Wiring } from '#platform/registry'
import { calendarOf, localDay } from '#workspace/calendars'
import { taskBin } from './bin.ts'
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

const mostInDigest = 20

/** What is overdue or due today on the member's own calendar, the most urgent first. */
const due: DigestSource = {
  title: 'Tasks for today',
  rank: 20,
  lines: async (db, { memberId, now }) => {
    const today = localDay(await calendarOf(db, memberId, now), now)
    const rows = await db
      .selectFrom('task')
      .select(['title', 'due_on'])
      .where('owner_id', '=', memberId)
      .where('deleted_at', 'is', null)
      .where('done_at', 'is', null)
      .where('due_on', '<=', today)
      .orderBy('due_at')
      .orderBy('id')
      .limit(mostInDigest + 1)
      .execute()
    const lines = rows
      .slice(0, mostInDigest)
      .map(({ title, due_on }) => (due_on! < today ? `${title} (was due on ${due_on})` : title))
    return rows.length > mostInDigest ? [...lines, 'and more'] : lines
  },
}

export const tasksWiring: Wiring = {
  bins: [taskBin],
  digests: [due],
  leavers: [taskLeaver],
  timeline: [timeline],
}
