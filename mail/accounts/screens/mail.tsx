import { NumberInput, PasswordInput, Select, Switch, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useFollowing, useForm, useSaving } from '#ui/form'
import { ErrorState, Loading, Notice, undoToast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page } from '#ui/shell'
import { Key } from './key.tsx'
import css from './mail.module.css'
import { Reading } from './reading.tsx'

export type Account = Awaited<ReturnType<typeof client.mailAccount.get>>
type Security = 'tls' | 'starttls' | 'none'

const securities = [
  { value: 'tls', label: 'TLS from the start (usual)' },
  { value: 'starttls', label: 'STARTTLS' },
  { value: 'none', label: 'None, in your own network' },
]
const usualPorts: Record<string, number> = { tls: 993, starttls: 143, none: 143 }

/** As whom the firm writes, where answers come to, which mailbox is read, and how letters are signed. */
export default function MailSettings() {
  const { data, error, refetch } = useQuery({
    ...orpc.mailAccount.get.queryOptions({ meta: { topics: ['mail'] } }),
    refetchInterval: ({ state }) =>
      state.data?.reading.state === 'waiting' || state.data?.dkim?.checking ? 2000 : false,
  })
  return (
    <Page title="Mail" narrow>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={8} />}
      {data && (
        <div className={css.stack}>
          {!data.sends && (
            <Notice accent="amber" title="No mail server is set up">
              Mail is kept, and can be sent later from Sent mail. Whoever runs this installation sets the
              server; the README says how.
            </Notice>
          )}
          <Editor account={data} />
          <Reading account={data} />
          <Key account={data} />
        </div>
      )}
    </Page>
  )
}

export function useReload() {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: orpc.mailAccount.key() })
}

function Editor({ account }: { account: Account }) {
  const reload = useReload()
  const { imap } = account
  const stored = {
    senderAddress: account.senderAddress ?? '',
    reads: imap !== null,
    inboundAddress: account.inboundAddress ?? '',
    host: imap?.host ?? '',
    port: imap?.port ?? 993,
    security: (imap?.security ?? 'tls') as string,
    user: imap?.user ?? '',
    password: '',
  }
  const form = useForm({ initialValues: stored })
  useFollowing(form, stored)
  const { reads, security } = form.values
  const saving = useSaving({
    form,
    save: (it) =>
      client.mailAccount.save({
        senderAddress: it.senderAddress.trim() || null,
        inboundAddress: it.inboundAddress.trim() || null,
        imap: it.reads
          ? {
              ...{ host: it.host.trim(), port: Number(it.port), user: it.user.trim() },
              security: it.security as Security,
              ...(it.password && { password: it.password }),
            }
          : null,
      }),
    onSaved: ({ operationId: id }) => {
      const kept = { ...form.getValues(), password: '' }
      form.setValues(kept)
      form.resetDirty(kept)
      undoToast(
        reads ? 'It is saved. The mailbox is tried now.' : 'It is saved.',
        id ? () => client.audit.undo({ id }).then(reload) : undefined,
      )
      void reload()
    },
  })
  return (
    <Section title="Sender and mailbox">
      <SavingForm of={saving} submitLabel={reads ? 'Save and try' : 'Save'}>
        <TextInput
          label="Sender’s address"
          description={`What you write comes from this address under your own name. Empty: ${account.installationSender}`}
          placeholder="hello@yourfirm.com"
          type="email"
          {...form.getInputProps('senderAddress')}
        />
        <Switch
          label="Read a shared mailbox, so that answers appear here"
          {...form.getInputProps('reads', { type: 'checkbox' })}
        />
        {reads && (
          <>
            <TextInput
              label="The mailbox’s address"
              description="Answers come to it with a token after a plus sign, as in reply+4f…@yourfirm.com. Its server must take such addresses; most do."
              placeholder="reply@yourfirm.com"
              type="email"
              {...form.getInputProps('inboundAddress')}
            />
            <div className={css.pair}>
              <TextInput
                label="IMAP server"
                placeholder="imap.yourfirm.com"
                {...form.getInputProps('host')}
              />
              <NumberInput
                label="Port"
                min={1}
                max={65_535}
                allowDecimal={false}
                hideControls
                {...form.getInputProps('port')}
              />
            </div>
            <Select
              label="Encryption"
              allowDeselect={false}
              data={securities}
              {...form.getInputProps('security')}
              onChange={(value) => {
                if (!value) return
                const { port } = form.values
                if (Object.values(usualPorts).includes(Number(port)))
                  form.setFieldValue('port', usualPorts[value] ?? 993)
                form.setFieldValue('security', value)
              }}
            />
            {security === 'none' && (
              <Notice accent="amber" title="The password could be read on the way">
                Only for a host that whoever runs this installation named in BATON_TRUSTED_HOSTS.
              </Notice>
            )}
            <TextInput label="User" autoComplete="off" {...form.getInputProps('user')} />
            <PasswordInput
              label="Password"
              placeholder={imap?.hasPassword ? 'As it is' : ''}
              autoComplete="new-password"
              {...form.getInputProps('password')}
            />
          </>
        )}
      </SavingForm>
    </Section>
  )
}
