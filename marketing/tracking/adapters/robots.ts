import { isbot } from 'isbot'

/** Whether a program says of itself that it is one, as search engines, previews and monitors do. */
export function saysRobot(agent: string): boolean {
  const known = judged.get(agent)
  if (known !== undefined) return known
  if (judged.size >= mostKept) judged.clear()
  const robot = isbot(agent)
  judged.set(agent, robot)
  return robot
}

/** Most visitors share a few agents, and the pattern is long. */
const judged = new Map<string, boolean>()
const mostKept = 1000
