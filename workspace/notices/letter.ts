import { publicPage } from '#platform/http'

export interface NoticeMail {
  /** Plain paragraphs, parted by empty lines. */
  text: string
  /** Ways to answer from the mail itself: each becomes a link with a single-use token. */
  answers?: {
    purpose: string
    recordId: string
    label: string
    /** The public page of the answer, `/-/answer` unless said. */
    path?: string
  }[]
}

const html = `<!doctype html><html><body style="margin:0;background:#f6f6f4;font-family:system-ui,sans-serif;color:#1c1b19">
<div style="max-width:34rem;margin:0 auto;padding:24px">
<h1 style="font-size:18px;line-height:1.35;margin:0 0 16px">{{ title }}</h1>
{% for paragraph in paragraphs %}<p style="font-size:15px;line-height:1.5;margin:0 0 12px;white-space:pre-line">{{ paragraph }}</p>
{% endfor %}{% for button in buttons %}<p style="margin:20px 0 12px"><a href="{{ button.url }}" style="display:inline-block;background:#1c1b19;color:#ffffff;text-decoration:none;font-size:16px;padding:12px 20px;border-radius:8px">{{ button.label }}</a></p>
{% endfor %}<p style="font-size:14px;margin:16px 0 0"><a href="{{ open }}" style="color:#1c1b19">Open in Baton</a></p>
<p style="font-size:13px;margin:24px 0 0"><a href="{{ mute }}" style="color:#6b6862">No more mails like this</a></p>
</div></body></html>`

/** A notice as a letter in text and HTML; whatever strangers wrote is escaped. */
export function noticeLetter(notice: {
  title: string
  text: string
  buttons: { label: string; url: string }[]
  open: string
  /** Where this kind of mail is ended. */
  mute: string
}): { text: string; html: string } {
  const { title, text, buttons, open, mute } = notice
  const paragraphs = text.split(/\n{2,}/)
  return {
    text: [
      title,
      text,
      ...buttons.map(({ label, url }) => `${label}: ${url}`),
      `Open in Baton: ${open}`,
      `No more mails like this: ${mute}`,
    ].join('\n\n'),
    html: publicPage(html, { title, paragraphs, buttons, open, mute }),
  }
}
