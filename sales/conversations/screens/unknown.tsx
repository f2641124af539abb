import { Button, Group, Modal, TextInput } from '@mantine/core'
import { IconMailQuestion } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { formatDateTime } from '#ui/format'
import { EmptyState, ErrorState, failToast, Loading, Tag, undoToast } from '#ui/pieces'
import { Page, useGo } from '#ui/shell'
import { useReloadMail } from './compose.tsx'
import css from './conversations.module.css'

type Unknown = Awaited<ReturnType<typeof client.conversations.unmatched>>['rows'][number]

/** Mails of senders whom nobody knows yet: make a person of them, or let them go. */
export default function UnknownSenders() {
  const reload = useReloadMail()
  const [adopting, setAdopting] = useState<Unknown | null>(null)
  const { data, error, refetch } = useQuery(
    orpc.conversations.unmatched.queryOptions({ meta: { topics: ['conversations'] } }),
  )
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const mayWrite = firm?.permissions.includes('conversations.write') === true
  const ignore = async (id: string) => {
    try {
      await client.conversations.ignore({ id })
      undoToast('It is out of the list.', () => client.conversations.putBack({ id }).then(reload))
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
    await reload()
  }
  return (
    <Page title="Unknown senders" crumbs={[{ label: 'Conversations', to: '/sales/conversations' }]} narrow>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={6} />}
      {data?.rows.length === 0 && (
        <EmptyState icon={<IconMailQuestion size={22} />} title="Nobody unknown has written">
          A mail whose sender is nobody’s known address waits here, until you say who it is.
        </EmptyState>
      )}
      <ul className={css.mails}>
        {data?.rows.map((row) => (
          <li key={row.id} className={css.mail} data-direction="in">
            <header>
              <strong dir="auto">{row.name || row.from || 'No sender'}</strong>
              {row.name && <span className={css.dim}>{row.from}</span>}
              <time className={css.dim} dateTime={row.at.toISOString()}>
                {formatDateTime(row.at)}
              </time>
              {row.report && <Tag>Delivery report</Tag>}
            </header>
            <p className={css.line} dir="auto">
              <b>{row.subject || 'No subject'}</b> <span className={css.dim}>{row.words}</span>
            </p>
            {mayWrite && (
              <Group gap="xs">
                {row.from && !row.report && (
                  <Button size="compact-sm" onClick={() => setAdopting(row)}>
                    Make a person
                  </Button>
                )}
                <Button size="compact-sm" variant="default" onClick={() => void ignore(row.id)}>
                  Ignore
                </Button>
              </Group>
            )}
          </li>
        ))}
      </ul>
      <Modal
        opened={adopting !== null}
        onClose={() => setAdopting(null)}
        title="Who is it?"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {adopting && <Adopt mail={adopting} onClose={() => setAdopting(null)} />}
      </Modal>
    </Page>
  )
}

function Adopt({ mail, onClose }: { mail: Unknown; onClose: () => void }) {
  const go = useGo()
  const reload = useReloadMail()
  const form = useForm({
    initialValues: { name: mail.name ?? mail.from.split('@')[0] ?? '' },
    validate: { name: (text) => (text.trim() ? null : 'A name is needed') },
  })
  const saving = useSaving({
    form,
    save: ({ name }) => client.conversations.adopt({ id: mail.id, name }),
    onSaved: ({ conversationId }) => {
      onClose()
      void reload()
      go(`/sales/conversations/${conversationId}`)
    },
  })
  return (
    <SavingForm of={saving} submitLabel="Make a person" onCancel={onClose}>
      <TextInput label="Name" maxLength={200} dir="auto" data-autofocus {...form.getInputProps('name')} />
      <p className={css.dim}>With the address {mail.from}. Their other waiting mails come along.</p>
    </SavingForm>
  )
}
