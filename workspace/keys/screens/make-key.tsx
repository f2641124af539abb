import { Button, Group, Modal, MultiSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { DateField } from '#ui/form'
import { Notice, ShownOnce } from '#ui/pieces'

/** Makes a key within the maker's own permissions; its secret is shown this once. */
export function MakeKey({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient()
  const firm = useQuery(orpc.members.workspace.queryOptions({ input: undefined }))
  const [name, setName] = useState('')
  const [until, setUntil] = useState<string | null>(null)
  const [scopes, setScopes] = useState<string[]>([])
  const make = useMutation(
    orpc.keys.create.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: orpc.keys.key() }),
    }),
  )
  const secret = make.data?.secret
  const problem = make.error ?? firm.error
  return (
    <Modal
      opened
      onClose={onClose}
      title={secret ? 'Copy the key now' : 'Make an API key'}
      closeOnClickOutside={!secret}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {secret ? (
        <ShownOnce secret={secret} copy="Copy the key" onClose={onClose}>
          Keep it where your program reads its secrets. If it is lost, revoke it and make another.
        </ShownOnce>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            make.mutate({
              name: name.trim(),
              scopes,
              expiresAt: until ? new Date(`${until}T23:59:59`) : null,
            })
          }}
        >
          {problem && <Notice accent="red" title={problemText(problem)} />}
          <TextInput
            label="Name"
            description="What uses it, so that you know it again"
            value={name}
            maxLength={200}
            required
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <MultiSelect
            mt="md"
            label="What it may do"
            description="It acts as you, within these"
            data={firm.data?.permissions ?? []}
            value={scopes}
            onChange={setScopes}
            searchable
            clearable
          />
          <DateField label="Works until (for ever if empty)" value={until} onChange={setUntil} />
          <Group justify="flex-end" mt="lg" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              loading={make.isPending}
              disabled={name.trim() === '' || scopes.length === 0}
            >
              Make the key
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  )
}
