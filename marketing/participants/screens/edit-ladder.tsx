import { ActionIcon, Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { client } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { Steps } from '#ui/sort'
import { undoable } from '#workspace/audit/screens'
import type { CountedStatus } from '../contract.ts'
import { faultOf } from '../ladder.ts'
import css from './participants.module.css'
import { useReloadParticipants } from './use-participants.ts'

type Row = { key: string; id?: string; name: string; responded: boolean; count: number }
type Props = { campaignId: string; statuses: readonly CountedStatus[]; onClose: () => void }

/** The statuses of a campaign: their names, their order, which of them mean that somebody has responded. */
export function EditLadder({ campaignId, statuses, onClose }: Props) {
  const reload = useReloadParticipants()
  const form = useForm<{ statuses: Row[] }>({
    initialValues: { statuses: statuses.map((one) => ({ key: one.id, ...one })) },
    validate: {
      statuses: (rows) => {
        if (rows.some(({ name }) => !name.trim())) return 'Each status needs a name.'
        return faultOf(rows)
      },
    },
  })
  const saving = useSaving({
    form,
    save: ({ statuses: rows }) =>
      client.participants.setLadder({
        campaignId,
        statuses: rows.map(({ id, name, responded }) => ({
          ...(id && { id }),
          name: name.trim(),
          responded,
        })),
      }),
    onSaved: ({ operationId }) => {
      onClose()
      void reload()
      undoable('The ladder is changed.', operationId, reload)
    },
  })
  const rows = form.values.statuses
  const fault = form.errors.statuses
  return (
    <Modal opened onClose={onClose} title="Edit the ladder" closeButtonProps={{ 'aria-label': 'Close' }}>
      <SavingForm of={saving} onCancel={onClose}>
        <p className={css.dim}>
          From the first to the furthest. By itself Baton only ever moves people further, never back.
        </p>
        <ol className={css.rungs}>
          {rows.map(({ key, name, count, responded }, n) => (
            <li key={key}>
              <TextInput
                aria-label={`Status ${n + 1}`}
                maxLength={60}
                dir="auto"
                autoComplete="off"
                error={Boolean(fault) && !name.trim()}
                value={name}
                onChange={(event) => form.setFieldValue(`statuses.${n}.name`, event.currentTarget.value)}
              />
              <Checkbox
                label="has responded"
                size="xs"
                checked={responded}
                onChange={(event) =>
                  form.setFieldValue(`statuses.${n}.responded`, event.currentTarget.checked)
                }
              />
              <span className={css.acts}>
                <Steps
                  called={name || 'it'}
                  at={n}
                  count={rows.length}
                  onStep={(to) => form.reorderListItem('statuses', { from: n, to })}
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Delete ${name || 'it'}`}
                  disabled={rows.length === 1 || count > 0}
                  {...(count > 0 && { title: 'There are people here: move them first' })}
                  onClick={() => form.removeListItem('statuses', n)}
                >
                  <IconTrash size={14} />
                </ActionIcon>
              </span>
            </li>
          ))}
        </ol>
        {fault && (
          <p className={css.fault} role="alert">
            {fault}
          </p>
        )}
        <Button
          variant="default"
          size="compact-sm"
          onClick={() =>
            form.insertListItem('statuses', {
              key: `new ${rows.length} ${rows.map((row) => row.key).join()}`,
              name: '',
              responded: false,
              count: 0,
            })
          }
        >
          Add a status
        </Button>
      </SavingForm>
    </Modal>
  )
}
