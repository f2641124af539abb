/** The frame around every screen, the ways between them, and what a slice's `screens.ts` is made of. */
export { AppShell, type NavItem } from './app-shell.tsx'
export { Fence } from './fence.tsx'
export { MoreSheet } from './more-sheet.tsx'
export { Page } from './page.tsx'
export { CommandPalette } from './palette.tsx'
export type { Command, Finder, Found, NavArea, Panel, PanelProps, ScreenRoute, Screens } from './screen.ts'
export { PanelsProvider, Slot } from './slot.tsx'
export {
  openPalette,
  setViewer,
  useBadge,
  useBadges,
  useCommands,
  useViewer,
  type Viewer,
} from './store.ts'
export { type FirmChoice, UserMenu } from './user-menu.tsx'
export { Link, useGo, useParam, usePath, usePlace, useUrl, useUrlJson, useUrlParts } from './way.tsx'
