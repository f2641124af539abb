import { Modal, Select, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { formatNumber } from '#ui/format'
import { ErrorState, Loading, Notice, toast } from '#ui/pieces'
import { useGo } from '#ui/shell'
import css from './erasing.module.css'

type Preview = Awaited<ReturnType<typeof client.erasing.preview>>
type Cause = Parameters<typeof client.erasing.erase>[0]['cause']

/** Says what goes and what stays before the name has to be typed: nothing takes this back. */
export function Erase({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, refetch } = useQuery(
    orpc.erasing.preview.queryOptions({ input: { contactId: id }, staleTime: 0 }),
  )
  return (
    <Modal opened onClose={onClose} title={data ? `Erase ${data.name}?` : 'Erase this person?'} size="lg">
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={6} />}
      {data && <Sure id={id} preview={data} onClose={onClose} />}
    </Modal>
  )
}

function Sure({ id, preview, onClose }: { id: string; preview: Preview; onClose: () => void }) {
  const go = useGo()
  const queries = useQueryClient()
  const form = useForm({
    initialValues: { cause: 'asked', name: '' },
    validate: {
      name: (typed) => (typed.trim() === preview.name.trim() ? null : 'Type the name as it stands above'),
    },
  })
  const saving = useSaving({
    form,
    save: ({ cause, name }) => client.erasing.erase({ contactId: id, cause: cause as Cause, name }),
    onSaved: () => {
      onClose()
      go('/people')
      toast('Erased. What was kept is gone within seconds.', 'green')
      void queries.invalidateQueries()
    },
  })
  return (
    <div className={css.dialog}>
      <p>
        This can’t be taken back. Files and programs can’t bring them back either; only they themselves can,
        by writing or asking anew.
      </p>
      <h3>Goes for good</h3>
      <Counts rows={preview.goes} none="Name, address and number" />
      <h3>Stays without them</h3>
      <Counts rows={preview.stays} none="Nothing" />
      <p className={css.dim}>
        Sums, dates and stages stay, so that numbers don’t change. Their name, address and number are taken
        out of texts about others too.
      </p>
      {preview.shared.length > 0 && (
        <Notice accent="amber" title="Somebody else has this too">
          {preview.shared.join(', ')} stays in texts about others.
        </Notice>
      )}
      <SavingForm of={saving} submitLabel="Erase for good" danger onCancel={onClose}>
        <Select
          label="Why"
          allowDeselect={false}
          data={[
            { value: 'asked', label: 'They asked for it' },
            { value: 'not_needed', label: 'It is not needed any more' },
            { value: 'unlawful', label: 'It should never have been kept' },
          ]}
          {...form.getInputProps('cause')}
        />
        <TextInput
          label={`Type “${preview.name}” to go on`}
          autoComplete="off"
          {...form.getInputProps('name')}
        />
      </SavingForm>
    </div>
  )
}

function Counts({ rows, none }: { rows: Preview['goes']; none: string }) {
  if (rows.length === 0) return <p className={css.dim}>{none}</p>
  return (
    <ul className={css.what}>
      {rows.map(({ what, count }) => (
        <li key={what}>
          <b>{formatNumber(count)}</b> {what}
        </li>
      ))}
    </ul>
  )
}
