import type { World } from './world.ts'

const entities: Record<string, string> = {
  '&#34;': '"',
  '&quot;': '"',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&#39;': "'",
}
/** A page's text as a browser reads it out of HTML. */
export const plain = (text: string) => text.replaceAll(/&(#34|quot|amp|lt|gt|#39);/g, (it) => entities[it]!)

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
/** The sum that the page asks for where no JavaScript runs, worked out from its words. */
export const answerOf = (html: string) => {
  const [, a, b] = /What is (\w+) plus (\w+)\?/.exec(html) ?? []
  return a && b ? String(numbers.indexOf(a) + numbers.indexOf(b) + 2) : ''
}

/** Publishes forms and opens their pages as people do: each from an address of their own, waiting before they send. */
export function formVisits(w: World) {
  const { forms } = w.owner.client
  let visitors = 0

  const publish = async (name: string, intent: 'asks' | 'newsletter' | 'download', more: object = {}) => {
    const { id } = await forms.create({ name, intent })
    const form = await forms.get({ id })
    await forms.save({
      id,
      name,
      intent,
      productLineId: form.productLineId,
      definition: { ...form.definition, ...more },
    })
    await forms.publish({ id })
    const { url } = await forms.get({ id })
    return { id, url: url.replace(/^https?:\/\/[^/]+/, w.publicUrl) }
  }
  const hidden = (html: string, name: string) =>
    plain(new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '')
  /** Opens the page as a person does, and waits before sending. */
  const open = async (url: string, headers: Record<string, string> = {}) => {
    const from = { 'x-forwarded-for': `198.51.100.${++visitors}` }
    const html = await (await fetch(url, { headers: { ...from, ...headers } })).text()
    w.clock.advance(10_000)
    const fixed = {
      '-ticket': hidden(html, '-ticket'),
      '-page': hidden(html, '-page'),
      '-referrer': hidden(html, '-referrer'),
      '-first': hidden(html, '-first'),
      '-answer': answerOf(html),
    }
    const send = (values: Record<string, string | string[]>) =>
      fetch(url.split('?')[0]!, {
        method: 'POST',
        headers: from,
        body: new URLSearchParams(
          Object.entries({ ...fixed, ...values }).flatMap(([name, value]) =>
            [value].flat().map((it) => [name, it]),
          ),
        ),
        redirect: 'manual',
      })
    return { html, send }
  }
  return { publish, open, hidden }
}
