import type { Command, ScreenRoute } from '#ui/shell'
export const routes: ScreenRoute[] = []
export const commands: Command[] = []
