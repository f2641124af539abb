import { Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useFollowing, useForm, useSaving } from '#ui/form'
import { CopyButton, ErrorState, Loading, undoToast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page } from '#ui/shell'
import css from './conversations.module.css'

type Own = Awaited<ReturnType<typeof client.conversations.own>>

/** A member's signature, and the address by which mails written elsewhere are filed. */
export default function OwnMail() {
  const { data, error, refetch } = useQuery(orpc.conversations.own.queryOptions())
  return (
    <Page title="My mail" narrow>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={5} />}
      {data && <Editor own={data} />}
    </Page>
  )
}

function Editor({ own }: { own: Own }) {
  const queries = useQueryClient()
  const stored = { signature: own.signature }
  const form = useForm({ initialValues: stored })
  useFollowing(form, stored)
  const saving = useSaving({
    form,
    save: (values) => client.conversations.sign(values),
    onSaved: ({ operationId: id }) => {
      const reload = () => queries.invalidateQueries({ queryKey: orpc.conversations.key() })
      form.resetDirty()
      undoToast('Your signature is saved.', id ? () => client.audit.undo({ id }).then(reload) : undefined)
      void reload()
    },
  })
  return (
    <div className={css.stack}>
      <Section title="Signature">
        <SavingForm of={saving} submitLabel="Save">
          <Textarea
            label="Below each mail that you write"
            autosize
            minRows={4}
            maxLength={2000}
            dir="auto"
            {...form.getInputProps('signature')}
          />
        </SavingForm>
      </Section>
      <Section title="Mails from elsewhere">
        {own.logAddress ? (
          <>
            <p className={css.dim}>
              Put this address into Bcc of a mail that you write outside, or forward a mail to it: it is filed
              with the person. Keep it to yourself; who knows it can file as you.
            </p>
            <p className={css.secret}>
              <code>{own.logAddress}</code>
              <CopyButton value={own.logAddress} label="Copy the address" />
            </p>
          </>
        ) : (
          <p className={css.dim}>
            An address for this appears once a mailbox is set up under Settings, Mail.
          </p>
        )}
      </Section>
    </div>
  )
}
