import { Notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useMatches } from '@tanstack/react-router'
import { useMemo, useSyncExternalStore } from 'react'
import { orpc, useLive, useWorkspace } from '#ui/client'
import { formatsNow, onFormats } from '#ui/format'
import { HelpSheet, openHelp, useKeys } from '#ui/keys'
import { OutboxBar } from '#ui/outbox'
import { ConfirmHost, undoLatest } from '#ui/pieces'
import {
  AppShell,
  type Command,
  CommandPalette,
  MoreSheet,
  openPalette,
  Slot,
  UserMenu,
  useBadges,
  useCommands,
  useGo,
  useViewer,
} from '#ui/shell'
import { stepInto } from '#workspace/members/screens'
import { navItems } from './navigation.tsx'
import { slices } from './screens.ts'
import { signOut } from './session.ts'

const routes = slices.flatMap((slice) => slice.routes ?? [])
const [allItems, soloItems] = [navItems(routes, false), navItems(routes, true)]
const goTo: Command[] = allItems.map((item) => ({
  id: `go-${item.id}`,
  label: `Go to ${item.label}`,
  group: 'Go',
  to: item.to,
  icon: item.icon,
  ...(item.key && { keys: `g ${item.key}` }),
}))
const commands = [...slices.flatMap((slice) => slice.commands ?? []), ...goTo]
const finder = slices.find((slice) => slice.find)?.find
const ofTeams = new Set(routes.filter((route) => route.team).map((route) => route.path))
const soloCommands = commands.filter(({ to }) => !to || !ofTeams.has(to))
const has = (path: string) => routes.some((route) => route.path === path)

/** Below everything, framed or not: questions, toasts, the sheet of keys. */
export function Everywhere() {
  return (
    <>
      <Outlet />
      <ConfirmHost />
      <HelpSheet />
      <Notifications position="bottom-right" limit={4} containerWidth={380} />
    </>
  )
}

/** Works in another firm from now on; nothing of the one before stays on the page. */
async function changeFirm(id: number) {
  await stepInto(id)
  location.assign('/')
}

/** Rail, bar and palette around whoever is signed in. */
export function Frame() {
  const area = useMatches({
    select: (matches) => matches.findLast((match) => match.staticData.navArea)?.staticData.navArea,
  })
  const formats = useSyncExternalStore(onFormats, formatsNow)
  const workspace = useWorkspace()
  const me = useQuery(orpc.members.me.queryOptions({ enabled: workspace !== null }))
  const firms = me.data?.memberships.map((it) => ({
    id: it.workspaceId,
    name: it.sample ? `${it.name} (sample)` : it.name,
    current: String(it.workspaceId) === workspace,
  }))
  const badges = useBadges()
  const viewer = useViewer()
  const go = useGo()
  useCommands(viewer && !viewer.solo ? commands : soloCommands)
  useLive(workspace !== null)
  useKeys(
    { z: { says: 'Take back what was just done', run: () => void undoLatest() } },
    { group: 'Everywhere' },
  )
  const counted = useMemo(
    () =>
      // Until it is known who looks, nothing appears that would go away again for somebody who works alone.
      (viewer && !viewer.solo ? allItems : soloItems).map((item) => ({
        ...item,
        badge: badges[item.id as keyof typeof badges],
      })),
    [badges, viewer],
  )
  return (
    <>
      <AppShell
        items={counted}
        active={area}
        top={viewer?.workspace}
        onSearch={openPalette}
        onCapture={has('/capture') ? () => go('/capture') : undefined}
        more={<MoreSheet items={counted} />}
        banners={
          <>
            <Slot name="frame" quiet />
            <OutboxBar />
          </>
        }
        userMenu={
          <>
            <Slot name="bar" quiet />
            <UserMenu
              viewer={viewer}
              account={has('/settings/account') ? '/settings/account' : undefined}
              onKeys={openHelp}
              onSignOut={viewer ? () => void signOut() : undefined}
              firms={firms}
              onFirm={(id) => void changeFirm(id)}
            />
          </>
        }
      >
        <Outlet key={formats} />
      </AppShell>
      <CommandPalette finder={finder} />
    </>
  )
}
