import {
  IconArrowsExchange,
  IconBriefcase2,
  IconBuilding,
  IconNote,
  IconPoint,
  IconSpeakerphone,
  IconUser,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { client } from '#ui/client'
import type { Found } from '#ui/shell'
import { openedBefore } from './kept.ts'

const shownOfKind = 6
const shown = 24
const kinds: Record<string, { group: string; icon: ReactNode }> = {
  contact: { group: 'People', icon: <IconUser size={16} /> },
  company: { group: 'Companies', icon: <IconBuilding size={16} /> },
  deal: { group: 'Deals', icon: <IconBriefcase2 size={16} /> },
  campaign: { group: 'Campaigns', icon: <IconSpeakerphone size={16} /> },
  handover: { group: 'Handovers', icon: <IconArrowsExchange size={16} /> },
  note: { group: 'Notes', icon: <IconNote size={16} /> },
}

type Row = Awaited<ReturnType<typeof client.search.find>>['rows'][number]
const asFound = (row: Row): Found => {
  const { group, icon } = kinds[row.record] ?? { group: row.label, icon: <IconPoint size={16} /> }
  return {
    ...{ id: row.id, label: row.title, sub: row.subtitle || undefined, to: row.path, icon },
    group: row.near ? 'Similar names' : group,
  }
}

/** The best of each kind; while nothing is typed, what was opened last. */
export async function look(typed: string, signal: AbortSignal): Promise<Found[]> {
  const q = typed.trim()
  if (q) {
    const { rows } = await client.search.find({ q, limit: shown, each: shownOfKind }, { signal })
    return rows.map(asFound)
  }
  const ids = openedBefore()
  if (ids.length === 0) return []
  const { rows } = await client.search.opened({ ids }, { signal })
  return rows.slice(0, shownOfKind).map((row) => ({ ...asFound(row), group: 'Opened last' }))
}
