import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { formatDate } from '#ui/format'
import { confirm, ErrorState, failToast, Loading, Tag, toast, undoToast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page, useUrl } from '#ui/shell'
import type { Role } from '../permissions.ts'
import { Leave } from './leave.tsx'
import css from './members.module.css'
import { roleOptions, roleWords, visibilityOptions } from './words.ts'

type Member = Awaited<ReturnType<typeof client.members.list>>['rows'][number]

/** Who works here: roles, reach, who takes leads over; invitations that are still open. */
export default function Members() {
  const [invite, setInvite] = useUrl('invite')
  const inviting = invite === 'yes'
  const setInviting = (is: boolean) => setInvite(is ? 'yes' : '')
  const { data, error, refetch } = useQuery(orpc.members.list.queryOptions())
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const mayManage = firm?.permissions.includes('members.manage') ?? false
  return (
    <Page
      title="Members"
      narrow
      actions={mayManage && <Button onClick={() => setInviting(true)}>Invite a colleague</Button>}
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !(data && firm) && <Loading lines={5} />}
      {data && firm && (
        <div className={css.stack}>
          {firm.solo && mayManage && (
            <p className={css.dim}>
              You wear both hats: all leads are yours. Roles, reach and who takes leads appear with the second
              member.
            </p>
          )}
          <ul className={css.list}>
            {data.rows.map((member) => (
              <Row
                key={member.id}
                member={member}
                mayManage={mayManage}
                ownId={firm.member.id}
                solo={firm.solo}
                others={data.rows.filter(({ id, status }) => id !== member.id && status === 'active')}
              />
            ))}
          </ul>
          {mayManage && <Invitations />}
        </div>
      )}
      <Modal opened={inviting} onClose={() => setInviting(false)} title="Invite a colleague">
        <Invite onDone={() => setInviting(false)} />
      </Modal>
    </Page>
  )
}

type RowProps = { member: Member; mayManage: boolean; ownId: string; solo: boolean; others: Member[] }

function Row({ member, mayManage, ownId, solo, others }: RowProps) {
  const queries = useQueryClient()
  const [leaving, setLeaving] = useState(false)
  /** The tick as it was just set: a list in the cache is drawn a moment too late for it. */
  const [ticked, setTicked] = useState<boolean | null>(null)
  const reload = () => queries.invalidateQueries({ queryKey: orpc.members.key() })
  const act = async (run: () => Promise<{ operationId: string | null }>, said: string) => {
    try {
      const { operationId } = await run()
      undoToast(said, operationId ? () => client.audit.undo({ id: operationId }).then(reload) : undefined)
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
    await reload()
  }
  const change = (values: { role?: Role; visibility?: Member['visibility']; takesLeads?: boolean }) => {
    // Shown at once; fetched anew when the server has answered. An answer under way is older than this and is not wanted.
    void queries.cancelQueries({ queryKey: orpc.members.list.key() })
    queries.setQueryData(orpc.members.list.queryKey(), (before) =>
      before === undefined
        ? undefined
        : { rows: before.rows.map((row) => (row.id === member.id ? { ...row, ...values } : row)) },
    )
    return act(() => client.members.update({ id: member.id, ...values }), `${member.name} was changed.`)
  }
  const suspend = async () => {
    const sure = await confirm({
      title: `Suspend ${member.name}?`,
      body: 'They are signed out at once and their keys stop working. You can let them back in.',
      action: 'Suspend',
      danger: true,
    })
    if (sure) await act(() => client.members.suspend({ id: member.id }), `${member.name} is suspended.`)
  }
  const isActive = member.status === 'active'
  return (
    <li>
      {leaving && (
        <Leave
          member={member}
          others={others}
          onClose={() => setLeaving(false)}
          leave={(successorId) =>
            act(() => client.members.leave({ id: member.id, successorId }), `${member.name} has left.`)
          }
        />
      )}
      <span className={css.who}>
        <b dir="auto">
          {member.name}
          {member.id === ownId && <span className={css.dim}> (you)</span>}
        </b>
        <span className={`${css.dim} b-cut`}>{member.email ?? 'Known from a file only'}</span>
      </span>
      {!mayManage || !isActive ? (
        <span className={css.acts}>
          <Tag>{isActive ? roleWords[member.role].label : member.status}</Tag>
          {mayManage && (member.status === 'suspended' || member.status === 'left') && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() =>
                void act(() => client.members.reactivate({ id: member.id }), `${member.name} is back.`)
              }
            >
              Let back in
            </Button>
          )}
        </span>
      ) : solo ? null : (
        <span className={css.acts}>
          <Checkbox
            label="Takes leads"
            checked={ticked ?? member.takesLeads}
            onChange={(event) => {
              const takesLeads = event.currentTarget.checked
              setTicked(takesLeads)
              void change({ takesLeads }).finally(() => setTicked(null))
            }}
          />
          <Select
            aria-label={`What ${member.name} sees`}
            size="xs"
            w={130}
            allowDeselect={false}
            value={member.visibility}
            data={visibilityOptions}
            onChange={(value) => value && void change({ visibility: value as Member['visibility'] })}
          />
          <Select
            aria-label={`Role of ${member.name}`}
            size="xs"
            w={140}
            allowDeselect={false}
            value={member.role}
            data={roleOptions}
            onChange={(value) => value && void change({ role: value as Role })}
          />
          {member.id !== ownId && (
            <>
              <Button size="compact-sm" variant="default" onClick={() => void suspend()}>
                Suspend
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => setLeaving(true)}>
                Leaves …
              </Button>
            </>
          )}
        </span>
      )}
    </li>
  )
}

function Invitations() {
  const queries = useQueryClient()
  const { data } = useQuery(orpc.members.invitations.queryOptions())
  const open = data?.rows.filter(({ state }) => state === 'open' || state === 'expired') ?? []
  if (open.length === 0) return null
  const act = async (run: () => Promise<unknown>, said: string) => {
    try {
      await run()
      toast(said, 'green')
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
    await queries.invalidateQueries({ queryKey: orpc.members.key() })
  }
  return (
    <Section title="Invited" count={open.length}>
      <ul className={css.list}>
        {open.map((it) => (
          <li key={it.id}>
            <span className={css.who}>
              <b>{it.email}</b>
              <span className={css.dim}>
                {roleWords[it.role].label} ·{' '}
                {it.state === 'expired' ? 'the link is too old' : `until ${formatDate(it.expiresAt)}`}
              </span>
            </span>
            <span className={css.acts}>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => void act(() => client.members.resend({ id: it.id }), 'Written again.')}
              >
                Write again
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() =>
                  void act(() => client.members.revoke({ id: it.id }), 'The invitation is withdrawn.')
                }
              >
                Withdraw
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Invite({ onDone }: { onDone: () => void }) {
  const queries = useQueryClient()
  const form = useForm({
    initialValues: { email: '', role: 'sales_rep', visibility: 'all' },
    validate: { email: (text) => (/.@./.test(text) ? null : 'Their e-mail address') },
  })
  const saving = useSaving({
    form,
    save: ({ email, role, visibility }) =>
      client.members.invite({
        email: email.trim(),
        role: role as Role,
        visibility: visibility as Member['visibility'],
      }),
    onSaved: () => {
      toast('The invitation is written. Without a mail server it lies under Sent mail.', 'green')
      void queries.invalidateQueries({ queryKey: orpc.members.key() })
      onDone()
    },
  })
  return (
    <SavingForm of={saving} submitLabel="Invite" onCancel={onDone}>
      <TextInput label="E-mail" type="email" data-autofocus {...form.getInputProps('email')} />
      <Select
        label="Role"
        allowDeselect={false}
        data={roleOptions}
        description={roleWords[form.values.role as Role].about}
        {...form.getInputProps('role')}
      />
      <Select
        label="Sees"
        allowDeselect={false}
        data={visibilityOptions}
        {...form.getInputProps('visibility')}
      />
    </SavingForm>
  )
}
