import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { letterStates } from '#mail/letters/screens'
import { client, download, problemText } from '#ui/client'
import { formatDateTime } from '#ui/format'
import { failToast, Tag } from '#ui/pieces'
import type { Mail } from '../contract.ts'
import css from './conversations.module.css'
import { Designed } from './designed.tsx'
import { sizeOf, viaWords } from './words.ts'

/** One mail as text; as it was designed only when asked, in a frame in which nothing runs or loads. */
export function MailShown({ mail }: { mail: Mail }) {
  const [designed, setDesigned] = useState(false)
  const state = mail.state && mail.direction === 'out' ? letterStates[mail.state] : undefined
  const bad = ['rejected', 'bounced', 'expired', 'unknown'].includes(mail.state ?? '')
  return (
    <li className={css.mail} data-direction={mail.direction} data-kind={mail.kind}>
      <header>
        <strong dir="auto">{mail.from}</strong>
        {mail.to && (
          <span className={css.dim}>
            to <bdi>{mail.to}</bdi>
          </span>
        )}
        <time className={css.dim} dateTime={mail.at.toISOString()}>
          {formatDateTime(mail.at)}
        </time>
        {state && <Tag accent={state.accent}>{state.label}</Tag>}
        {mail.kind === 'automatic' && <Tag>Automatic</Tag>}
      </header>
      {mail.kind === 'automatic' && <p className={css.dim}>Known by: {mail.evidence}</p>}
      {mail.direction === 'in' && viaWords[mail.via] && <p className={css.dim}>{viaWords[mail.via]}.</p>}
      {mail.note && <p className={css.dim}>{mail.note}</p>}
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
