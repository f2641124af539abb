import type { World } from '#platform/testing'
import { questionOf } from '../../marketing/forms/trap.ts'

/** The pages of a published form, opened a while ago by two visitors without JavaScript. */
export async function formPage(w: World, id: string) {
  const { url } = await w.owner.client.forms.get({ id })
  const at = url.replace(/^https?:\/\/[^/]+/, w.publicUrl)
  const open = async () => {
    const html = await (await fetch(at)).text()
    const ticket = /name="-ticket" value="([^"]*)"/.exec(html)![1]!
    const fixed = { '-ticket': ticket, '-answer': String(questionOf(ticket.split('.')[0]!).answer) }
    return (values: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(at, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ ...fixed, ...values }),
        redirect: 'manual',
      })
  }
  const [send, again] = [await open(), await open()]
  w.clock.advance(10_000)
  return { at, open, send, again }
}
