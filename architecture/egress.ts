import { placeOf } from './house.ts'
import type { Fault } from './law.ts'
import type { Source } from './source.ts'

/** What opens connections: Node's own and the client under ours. */
const ways = ['node:http', 'node:https', 'node:http2', 'undici', 'http', 'https']
const calls = /(?<![.\w'"-])(?:fetch|WebSocket|EventSource)\s*\(/

/** The server calls the world in one place alone, where private addresses are refused. */
export function egressFaults(
  sources: ReadonlyMap<string, Source>,
  files: ReadonlyMap<string, string>,
): Fault[] {
  return [...sources].flatMap(([file, source]) => {
    const place = placeOf(file)
    if (place.outside || place.test || place.browser || place.slice === 'platform/egress') return []
    if (place.slice === 'platform/testing' || file.includes('/page/')) return []
    const says =
      'The server calls the world in one place: callOut of #platform/egress, which refuses private addresses.'
    const imported = source.imports
      .filter((it) => !it.types && ways.includes(it.to))
      .map((it): Fault => ({ file, line: it.line, rule: 'egress', says: `imports ${it.to}. ${says}` }))
    const called = (files.get(file) ?? '')
      .split('\n')
      .flatMap((text, at): Fault[] =>
        calls.test(text.replace(/\/\/.*|^\s*\*.*/, ''))
          ? [{ file, line: at + 1, rule: 'egress', says: `calls out by itself. ${says}` }]
          : [],
      )
    return [...imported, ...called]
  })
}
