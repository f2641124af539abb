import { SaxesParser } from 'saxes'
import { FileProblem } from './problem.ts'

export type XmlHandlers<T> = {
  open: (name: string, attributes: Record<string, string>, emit: (item: T) => void) => void
  text?: (text: string) => void
  close?: (name: string, emit: (item: T) => void) => void
}

/** No text node or tag of a workbook comes near this; without the bound one endless node would fill the memory. */
const maxNodeBytes = 16_000_000

const damaged =
  'This workbook has a part that is damaged. Open it in Excel, save it again and bring that file.'

/**
 * Reads XML piece by piece and yields what the handlers emit; names come without their prefix. Documents with
 * a DOCTYPE are refused and no entity is ever expanded, so neither entity bombs nor outside files work.
 */
export async function* readXml<T>(
  source: AsyncIterable<Uint8Array>,
  handlers: XmlHandlers<T>,
): AsyncGenerator<T> {
  const parser = new SaxesParser()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let items: T[] = []
  let sinceNode = 0
  const emit = (item: T) => items.push(item)
  parser.on('opentag', (tag) => {
    sinceNode = 0
    handlers.open(local(tag.name), tag.attributes as Record<string, string>, emit)
  })
  parser.on('closetag', (tag) => {
    sinceNode = 0
    handlers.close?.(local(tag.name), emit)
  })
  if (handlers.text) {
    parser.on('text', handlers.text)
    parser.on('cdata', handlers.text)
  }
  parser.on('doctype', () => {
    throw new FileProblem(damaged)
  })
  for await (const chunk of source) {
    sinceNode += chunk.length
    write(parser, decoder, chunk)
    if (sinceNode > maxNodeBytes) throw new FileProblem(damaged)
    yield* items
    items = []
  }
}

function write(parser: SaxesParser, decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array): void {
  try {
    parser.write(decoder.decode(chunk, { stream: true }))
  } catch (error) {
    if (error instanceof FileProblem) throw error
    throw new FileProblem(damaged)
  }
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)
