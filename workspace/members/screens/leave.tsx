import { Button, Group, Modal, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { ErrorState, Loading } from '#ui/pieces'
import css from './members.module.css'

type Who = { id: string; name: string }
type Props = {
  member: Who
  others: Who[]
  onClose: () => void
  leave: (successorId: string) => Promise<void>
}

/** Somebody leaves the firm: what they had, and who goes on with it. */
export function Leave({ member, others, onClose, leave }: Props) {
  const [successor, setSuccessor] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { data, error, refetch } = useQuery(orpc.members.held.queryOptions({ input: { id: member.id } }))
  const go = async () => {
    if (!successor) return
    setBusy(true)
    await leave(successor)
    setBusy(false)
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${member.name} leaves`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={css.leaving}>
        {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
        {!data && !error && <Loading lines={3} />}
        {data && (
          <>
            {data.rows.length === 0 && <p>Nothing is theirs at the moment.</p>}
            {data.rows.length > 0 && (
              <section>
                <h3 className={css.goesOn}>Somebody goes on with</h3>
                <ul className={css.held} aria-label="Somebody goes on with">
                  {data.rows.map(({ what, count }) => (
                    <li key={what}>
                      <span>{what}</span>
                      <b className="b-number">{formatNumber(count)}</b>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            <p className={css.dim}>
              They are signed out at once and their keys end. What they did stays theirs in every history.
            </p>
          </>
        )}
        <Select
          label="Who goes on?"
          placeholder="Choose a colleague"
          value={successor}
          onChange={setSuccessor}
          searchable
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          nothingFoundMessage="Nobody else works here"
        />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button color="red" loading={busy} disabled={!successor || !data} onClick={() => void go()}>
            See them out
          </Button>
        </Group>
      </div>
    </Modal>
  )
}
