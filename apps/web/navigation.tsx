import {
  IconBriefcase2,
  IconChartDots,
  IconHeartHandshake,
  IconHome,
  IconSettings,
  IconSpeakerphone,
  IconUsers,
} from '@tabler/icons-react'
import { BatonMark } from '#ui/pieces'
import type { NavArea, NavItem, ScreenRoute } from '#ui/shell'

type Area = Omit<NavItem, 'to' | 'id'> & { id: NavArea }
const icon = { size: 18, stroke: 1.75 }

/** The rail mirrors the trade; an area appears as soon as something stands in it. */
const areas: Area[] = [
  { id: 'home', label: 'Home', key: 'h', icon: <IconHome {...icon} />, thumb: true },
  { id: 'people', label: 'People', key: 'p', icon: <IconUsers {...icon} />, thumb: true },
  { id: 'marketing', label: 'Marketing', key: 'm', icon: <IconSpeakerphone {...icon} />, accent: 'coral' },
  { id: 'handovers', label: 'Handovers', key: 'o', icon: <BatonMark size={18} />, thumb: true },
  { id: 'sales', label: 'Sales', key: 's', icon: <IconBriefcase2 {...icon} />, accent: 'teal' },
  { id: 'customers', label: 'Customers', key: 'c', icon: <IconHeartHandshake {...icon} /> },
  { id: 'insight', label: 'Insight', key: 'i', icon: <IconChartDots {...icon} /> },
  { id: 'settings', label: 'Settings', key: 't', icon: <IconSettings {...icon} />, last: true },
]

const byOrder = (one: ScreenRoute, other: ScreenRoute) => (one.order ?? 50) - (other.order ?? 50)

/** The areas that have screens, each opening its first one. */
export function navItems(routes: readonly ScreenRoute[], solo: boolean): NavItem[] {
  return areas.flatMap((area) => {
    const inside = routes
      .filter((route) => route.navArea === area.id && !route.path.includes('$'))
      .sort(byOrder)
    const named = inside.filter((route) => route.navLabel !== undefined && !(solo && route.team))
    const first = named[0] ?? inside[0]
    if (!first) return []
    return [
      {
        ...area,
        to: first.path,
        children: named.map((route) => ({
          label: route.navLabel ?? route.title,
          to: route.path,
          group: route.navGroup,
        })),
      },
    ]
  })
}
