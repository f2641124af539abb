import {
  IconBeach,
  IconBriefcase2,
  IconCalendarStar,
  IconCheckbox,
  IconCoin,
  IconGauge,
  IconHeartHandshake,
  IconMessageReply,
  IconRefresh,
  IconReload,
  IconShield,
  IconSignature,
  IconSnowflake,
  IconSpeakerphone,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Accent } from '#ui/theme'
import type { EntryKind } from '../contract.ts'

type Kind = { label: string; accent: Accent; icon: ComponentType<{ size: number; 'aria-hidden'?: boolean }> }

/** How each kind is called and drawn; never told by colour alone. */
export const kinds: Record<EntryKind, Kind> = {
  campaign: { label: 'Campaigns', accent: 'coral', icon: IconSpeakerphone },
  cost: { label: 'Costs', accent: 'amber', icon: IconCoin },
  deal: { label: 'Expected closes', accent: 'teal', icon: IconBriefcase2 },
  task: { label: 'Tasks', accent: 'gray', icon: IconCheckbox },
  renewal: { label: 'Renewals', accent: 'green', icon: IconRefresh },
  follow_up: { label: 'Follow-ups', accent: 'coral', icon: IconReload },
  answer: { label: 'Send-backs to answer', accent: 'coral', icon: IconMessageReply },
  protection: { label: 'Protections that end', accent: 'teal', icon: IconShield },
  promise: { label: 'Promises', accent: 'green', icon: IconHeartHandshake },
  definition: { label: 'Definitions', accent: 'teal', icon: IconGauge },
  agreement: { label: 'Agreements', accent: 'teal', icon: IconSignature },
  month: { label: 'Months that freeze', accent: 'gray', icon: IconSnowflake },
  holiday: { label: 'Holidays', accent: 'red', icon: IconCalendarStar },
  absence: { label: 'Absences', accent: 'gray', icon: IconBeach },
}
