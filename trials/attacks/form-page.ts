import type { World } from '#platform/testing'

const numbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** The sum that a page asks for where no JavaScript runs, worked out as a person does. */
function answerTo(html: string): string {
  const [, question] = /<label for="sum">([^<]*)/.exec(html)!
  const words = question!.toLowerCase().match(/[a-z]+/g)!
  return String(words.reduce((sum, word) => sum + Math.max(0, numbers.indexOf(word)), 0))
}

/** A page of a form, opened as somebody without JavaScript does, and what is sent from it. */
async function opened(at: string, from: Record<string, string> = {}) {
  const html = await (await fetch(at, { headers: from })).text()
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)![1]!
  const fixed = { '-ticket': hidden('-ticket'), '-answer': answerTo(html) }
  return (values: Record<string, string>, headers: Record<string, string> = from) =>
    fetch(at, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ ...fixed, ...values }),
      redirect: 'manual',
    })
}

/** A published form as strangers reach it, with two pages that stood open long enough for a person to fill in. */
export async function formPage(w: World, id: string) {
  const { url } = await w.owner.client.forms.get({ id })
  const at = url.replace(/^https?:\/\/[^/]+/, w.publicUrl)
  const [send, again] = [await opened(at), await opened(at)]
  w.clock.advance(10_000)
  return { at, open: (from: Record<string, string>) => opened(at, from), send, again }
}
