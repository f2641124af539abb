import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { client, download, problemText } from '#ui/client'
import { formatDateTime } from '#ui/format'
import { failToast, Tag } from '#ui/pieces'
import type { Mail } from '../contract.ts'
import css from './conversations.module.css'
import { sizeOf, states, viaWords } from './words.ts'

/** One mail as text; as it was designed only when asked, in a frame in which nothing runs or loads. */
export function MailShown({ mail }: { mail: Mail }) {
  const [designed, setDesigned] = useState(false)
  const state = mail.state && mail.direction === 'out' ? states[mail.state] : undefined
  const bad = mail.state === 'rejected' || mail.state === 'bounced'
  return (
    <li className={css.mail} data-direction={mail.direction} data-kind={mail.kind}>
      <header>
        <strong dir="auto">{mail.from}</strong>
        <span className={css.dim}>
          to <bdi>{mail.to}</bdi>
        </span>
        <time className={css.dim} dateTime={mail.at.toISOString()}>
          {formatDateTime(mail.at)}
        </time>
        {state && <Tag accent={state.accent}>{state.label}</Tag>}
        {mail.kind === 'automatic' && <Tag>Automatic</Tag>}
      </header>
      {mail.kind === 'automatic' && <p className={css.dim}>Known by: {mail.evidence}</p>}
      {mail.direction === 'in' && viaWords[mail.via] && <p className={css.dim}>{viaWords[mail.via]}.</p>}
      {bad && mail.reply && <p className={css.bad}>{mail.reply}</p>}
      {designed && mail.html ? (
        <Designed html={mail.html} />
      ) : (
        <pre className={css.text} dir="auto">
          {mail.text || 'No text.'}
        </pre>
      )}
      {mail.html && (
        <div className={css.acts}>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setDesigned(!designed)}>
            {designed ? 'Show as text' : 'Show as designed'}
          </Button>
          {designed && mail.pictures > 0 && (
            <span className={css.dim}>
              {mail.pictures === 1 ? 'A picture is' : `${mail.pictures} pictures are`} not loaded: it would
              tell the sender that you read this. Each opens by its link.
            </span>
          )}
        </div>
      )}
      {mail.files.length > 0 && (
        <ul className={css.files} aria-label="Files">
          {mail.files.map((file) => (
            <li key={file.id}>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconDownload size={14} />}
                onClick={() => void save(file.id)}
              >
                <bdi>{file.name}</bdi>&nbsp;<span className={css.dim}>{sizeOf(file.bytes)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

async function save(id: string): Promise<void> {
  try {
    download(await client.conversations.file({ id }))
  } catch (problem) {
    failToast(problemText(problem), 'Nothing was saved.')
  }
}

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

function Designed({ html }: { html: string }) {
  const [height, setHeight] = useState(240)
  return (
    <iframe
      title="The mail as it was designed"
      className={css.frame}
      // No scripts: the frame may be measured by us, and can do nothing by itself.
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
