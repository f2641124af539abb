import { Button, Group, NumberInput, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { ErrorState, failToast, Loading } from '#ui/pieces'
import { Page } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'

/** How much of a won amount is left, for the firm or by product line. */
export default function Margins() {
  const topics = { topics: ['settings'] }
  const margins = useQuery(orpc.margins.list.queryOptions({ input: {}, meta: topics }))
  const lines = useQuery(orpc.products.lines.queryOptions({ input: {}, meta: topics }))
  const firm = useQuery(orpc.members.workspace.queryOptions())
  const error = margins.error ?? lines.error ?? firm.error
  const rows = lines.data?.rows ?? []
  const percentOf = (id: string | null) =>
    margins.data?.rows.find((it) => it.productLineId === id)?.percent ?? null
  const mayChange = firm.data?.permissions.includes('products.write') ?? false
  return (
    <Page title="Margins" narrow>
      <Text c="dimmed" mb="md">
        The gross margin is what is left of a won amount before marketing is paid. Numbers need it to tell the
        return on investment (ROI).
      </Text>
      {error && <ErrorState what={problemText(error)} onRetry={() => void margins.refetch()} />}
      {!error && !(margins.data && lines.data && firm.data) && <Loading lines={3} />}
      {margins.data && lines.data && firm.data && (
        <>
          <Margin
            key={`firm ${percentOf(null)}`}
            label={rows.length > 1 ? 'Of the firm, where a product line has none of its own' : 'Gross margin'}
            productLineId={null}
            percent={percentOf(null)}
            locked={!mayChange}
          />
          {rows.length > 1 &&
            rows.map((line) => (
              <Margin
                key={`${line.id} ${percentOf(line.id)}`}
                label={line.name}
                productLineId={line.id}
                percent={percentOf(line.id)}
                locked={!mayChange}
              />
            ))}
        </>
      )}
    </Page>
  )
}

type Props = { label: string; productLineId: string | null; percent: number | null; locked: boolean }

function Margin({ label, productLineId, percent, locked }: Props) {
  const queries = useQueryClient()
  const [typed, setTyped] = useState<string | number>(percent ?? '')
  const [saving, setSaving] = useState(false)
  const value = typeof typed === 'number' && typed > 0 ? typed : null
  const reload = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: orpc.margins.key() }),
      queries.invalidateQueries({ queryKey: orpc.numbers.key() }),
    ])
  const save = async () => {
    setSaving(true)
    try {
      const { operationId } = await client.margins.set({ productLineId, percent: value })
      await reload()
      undoable(value === null ? 'The margin is taken away.' : 'The margin is saved.', operationId, reload)
    } catch (problem) {
      failToast(problemText(problem))
    } finally {
      setSaving(false)
    }
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Group align="end" gap="sm" mb="md">
        <NumberInput
          label={label}
          suffix=" %"
          placeholder="40 %"
          min={0}
          max={100}
          decimalScale={1}
          clampBehavior="strict"
          value={typed}
          onChange={setTyped}
          disabled={locked}
          w={220}
        />
        {!locked && (
          <Button type="submit" variant="default" loading={saving} disabled={value === percent}>
            Save
          </Button>
        )}
      </Group>
    </form>
  )
}
