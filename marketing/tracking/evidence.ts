import type { PublicRequest } from '#platform/http'
import { saysRobot } from './adapters/robots.ts'

/** Global Privacy Control, or the older wish not to be tracked. */
export const asksNotToBeFollowed = ({ headers }: PublicRequest): boolean =>
  headers['sec-gpc'] === '1' || headers.dnt === '1'

/** What a request says by itself of a program that sent it; null: nothing speaks against a person so far. */
export function evidenceOf(
  agent: string,
  { askedWithHead, driven = false }: { askedWithHead: boolean; driven?: boolean },
): string | null {
  if (agent === '') return 'agent: it names none'
  if (saysRobot(agent)) return 'agent: it says of itself that it is a program'
  if (driven) return 'agent: its browser is driven by a program'
  return askedWithHead ? 'HEAD: it asked for headers alone, as no browser does' : null
}
