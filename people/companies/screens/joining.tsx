import { Switch, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { linesIn, SavingForm, useFollowing, useForm, useSaving } from '#ui/form'
import { formatNumber } from '#ui/format'
import { ErrorState, Loading, Notice } from '#ui/pieces'
import { Page } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'

type Joining = Awaited<ReturnType<typeof client.companies.joining>>

/** Settings: whether people join companies by the domain of their address, and which domains are everybody's. */
export default function JoiningSettings() {
  const { data, error, refetch } = useQuery(
    orpc.companies.joining.queryOptions({ meta: { topics: ['settings'] } }),
  )
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  return (
    <Page title="Companies’ domains" narrow>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !(data && firm) && <Loading lines={5} />}
      {data && firm && <Fields joining={data} locked={!firm.permissions.includes('workspace.manage')} />}
    </Page>
  )
}

function Fields({ joining, locked }: { joining: Joining; locked: boolean }) {
  const queries = useQueryClient()
  const stored = { on: joining.on, freeMail: joining.freeMail.join('\n') }
  const form = useForm({ initialValues: stored })
  useFollowing(form, stored)
  const saving = useSaving({
    form,
    save: ({ on, freeMail }) => client.companies.saveJoining({ on, freeMail: linesIn(freeMail) }),
    onSaved: ({ operationId }) => {
      const reload = () => queries.invalidateQueries({ queryKey: orpc.companies.key() })
      form.resetDirty()
      void reload()
      undoable('Saved.', operationId, reload)
    },
  })
  const fields = (
    <>
      <Switch
        label="New people join the company that has the domain of their address"
        description="Those for whom nobody names a company: from forms, mail, calls, files and the API. Each can be taken back on the person’s page."
        disabled={locked}
        {...form.getInputProps('on', { type: 'checkbox' })}
      />
      <Textarea
        label="Domains of which anybody may have an address"
        description={`One a line, besides the ${formatNumber(joining.known)} free-mail providers that Baton knows. They are no company’s.`}
        placeholder="mail.example"
        autosize
        minRows={3}
        maxRows={12}
        readOnly={locked}
        spellCheck={false}
        {...form.getInputProps('freeMail')}
        error={form.errors.freeMail ?? form.errors.domains}
      />
    </>
  )
  if (!locked) return <SavingForm of={saving}>{fields}</SavingForm>
  return (
    <>
      <Notice title="You can look, and not change">Whoever manages the firm can change this.</Notice>
      {fields}
    </>
  )
}
