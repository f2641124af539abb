import { isbot } from 'isbot'

/** Whether a program says of itself that it is one, as search engines, previews and monitors do. */
export const saysRobot = (agent: string): boolean => isbot(agent)
