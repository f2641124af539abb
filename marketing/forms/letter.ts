import { publicPage } from '#platform/http'

const html = `<p>Somebody, most likely you, asked {{ firm }} for news by e-mail and agreed to these words:</p>
<blockquote style="white-space:pre-line">{{ words }}</blockquote><p><a href="{{ link }}">Yes, send me news</a></p>
<p>If it was not you, do nothing: without this click you get no news.</p>`

/** The letter of a double opt-in; it says nothing that a stranger could have written into the form. */
export function confirmationLetter(it: { firm: string; link: string; words: string }) {
  return {
    subject: `Please confirm: news from ${it.firm}`,
    text: `Somebody, most likely you, asked ${it.firm} for news by e-mail and agreed to these words:\n\n${it.words}\n\nConfirm here:\n${it.link}\n\nIf it was not you, do nothing: without this click you get no news.`,
    html: publicPage(html, it),
  }
}
