import { useState } from 'react'
import css from './conversations.module.css'

const frame = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body{margin:10px 12px;font:14px/1.5 system-ui,sans-serif;color:#1c1b19;background:#fff;overflow-wrap:anywhere}img{display:none}table{max-width:100%}blockquote{margin:0 0 0 8px;padding-left:8px;border-left:2px solid #ddd}</style>`

/** Pictures that lie elsewhere become links, so that only who wants to tells their sender. */
const withLinks = (html: string): string => {
  const page = new DOMParser().parseFromString(html, 'text/html')
  for (const picture of page.querySelectorAll('img[data-away]')) {
    const link = page.createElement('a')
    link.href = picture.getAttribute('data-away') ?? ''
    link.target = '_blank'
    link.rel = 'noopener noreferrer nofollow'
    link.textContent = `[Picture${picture.getAttribute('alt') ? `: ${picture.getAttribute('alt')}` : ''}]`
    picture.replaceWith(link)
  }
  return page.body.innerHTML
}

/**
 * The one place where HTML of strangers is shown as HTML: cleaned before it was stored, in a frame that may run nothing
 * and load nothing. It keeps our origin only so that its height can be measured.
 */
export function Designed({ html }: { html: string }) {
  const [height, setHeight] = useState(240)
  return (
    <iframe
      title="The mail as it was designed"
      className={css.frame}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={`${frame}${withLinks(html)}`}
      style={{ height }}
      onLoad={(event) => {
        const page = event.currentTarget.contentDocument
        if (page) setHeight(Math.min(4000, page.documentElement.scrollHeight + 8))
      }}
    />
  )
}
