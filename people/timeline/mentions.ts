/** A mention as it is kept: `@[id of a member]`. Whatever somebody is called, and however that changes, it is them. */
const mention = /@\[([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\]/g

/** Who is mentioned, each once. */
export const mentionedIn = (body: string): string[] => [
  ...new Set([...body.matchAll(mention)].map((found) => found[1]!)),
]

/** The same text with names as they are now. */
export const withNames = (body: string, names: ReadonlyMap<string, string>): string =>
  body.replaceAll(mention, (_, id: string) => `@${names.get(id) ?? 'somebody'}`)

export type Piece = { text: string } | { memberId: string; name: string }
/** A text in pieces to be shown: never as markup, whatever a name looks like. */
export function piecesOf(body: string, names: ReadonlyMap<string, string>): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const found of body.matchAll(mention)) {
    if (found.index > at) pieces.push({ text: body.slice(at, found.index) })
    pieces.push({ memberId: found[1]!, name: names.get(found[1]!) ?? 'somebody' })
    at = found.index + found[0].length
  }
  if (at < body.length) pieces.push({ text: body.slice(at) })
  return pieces
}

/** What somebody typed, with whom they picked from the list by id: the longest name first, as one may begin another. */
export const asKept = (typed: string, picked: readonly { id: string; name: string }[]): string =>
  picked
    .toSorted((a, b) => b.name.length - a.name.length)
    .reduce((text, { id, name }) => (name ? text.replaceAll(`@${name}`, `@[${id}]`) : text), typed)
