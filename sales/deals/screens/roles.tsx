import { ActionIcon, Button, Checkbox, Group, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useFollowing, useForm, useSaving } from '#ui/form'
import { ErrorState, Loading, Notice } from '#ui/pieces'
import { Page } from '#ui/shell'
import { Steps } from '#ui/sort'
import { undoable } from '#workspace/audit/screens'
import css from './deals.module.css'
import { useReloadDeals } from './saving.ts'

type Role = { id?: string; name: string; decides: boolean }

/** Settings: what people can take part in deals as. */
export default function Roles() {
  const { data, error, refetch } = useQuery(orpc.deals.roles.queryOptions({ meta: { topics: ['settings'] } }))
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  return (
    <Page title="Roles in deals" narrow>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !(data && firm) && <Loading lines={6} />}
      {data && firm && <Fields rows={data.rows} locked={!firm.permissions.includes('pipeline.manage')} />}
    </Page>
  )
}

function Fields({ rows, locked }: { rows: Role[]; locked: boolean }) {
  const queries = useQueryClient()
  const reloadDeals = useReloadDeals()
  const stored = { roles: rows }
  const form = useForm({
    initialValues: stored,
    validate: { roles: { name: (name) => (name.trim() ? null : 'A role needs a name') } },
  })
  useFollowing(form, stored)
  const saving = useSaving({
    form,
    save: ({ roles }) => client.deals.saveRoles({ roles }),
    onSaved: ({ operationId }) => {
      const reload = () =>
        Promise.all([queries.invalidateQueries({ queryKey: orpc.deals.key() }), reloadDeals()])
      form.resetDirty()
      void reload()
      undoable('The roles are saved.', operationId, reload)
    },
  })
  const { roles } = form.values
  const fields = roles.map((role, n) => (
    <fieldset key={role.id ?? `new ${n}`} className={css.role} aria-label={role.name || 'A new role'}>
      <TextInput
        aria-label="Name"
        maxLength={100}
        readOnly={locked}
        dir="auto"
        {...form.getInputProps(`roles.${n}.name`)}
      />
      <Checkbox
        label="Decides"
        disabled={locked}
        {...form.getInputProps(`roles.${n}.decides`, { type: 'checkbox' })}
      />
      {!locked && (
        <Group gap={2} wrap="nowrap">
          <Steps
            called={role.name}
            at={n}
            count={roles.length}
            onStep={(to) => form.reorderListItem('roles', { from: n, to })}
          />
          <ActionIcon
            aria-label={`Offer ${role.name} no more`}
            disabled={roles.length === 1}
            onClick={() => form.removeListItem('roles', n)}
          >
            <IconX size={15} />
          </ActionIcon>
        </Group>
      )}
    </fieldset>
  ))
  const words = (
    <p className={css.dim}>
      A new name is a new name in all deals. Without anybody who decides, a deal in the second half of the
      pipeline says so.
    </p>
  )
  if (locked)
    return (
      <>
        <Notice title="You can look, and not change">
          An owner or whoever manages sales can change this.
        </Notice>
        {fields}
      </>
    )
  return (
    <SavingForm of={saving}>
      {words}
      {fields}
      <Button
        variant="default"
        size="compact-sm"
        me="auto"
        w="fit-content"
        onClick={() => form.insertListItem('roles', { name: '', decides: false })}
      >
        Add a role
      </Button>
    </SavingForm>
  )
}
