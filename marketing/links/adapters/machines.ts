import { isbot } from 'isbot'

/** Known crawlers, previews and checkers, by what they call themselves; whoever calls itself nothing is one too. */
export const isMachine = (userAgent: string | undefined): boolean => !userAgent || isbot(userAgent)
