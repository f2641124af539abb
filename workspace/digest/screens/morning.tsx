import { Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { formatDateTime } from '#ui/format'
import { failToast } from '#ui/pieces'
import { undoable } from '#workspace/audit/screens'

/** A summary of what is due by mail, when the working day begins. */
export function Morning() {
  const queries = useQueryClient()
  const { data } = useQuery(orpc.digest.get.queryOptions({ meta: { topics: ['digest', 'calendars'] } }))
  if (!data) return null
  const reload = () => queries.invalidateQueries({ queryKey: orpc.digest.key() })
  const set = async (on: boolean) => {
    try {
      const { operationId } = await client.digest.set({ on })
      undoable(on ? 'A summary comes in the morning.' : 'No summary comes any more.', operationId, reload)
    } catch (error) {
      failToast(problemText(error), 'Nothing was changed.')
    }
    await reload()
  }
  return (
    <Switch
      label="A summary by mail when my working day begins"
      description={
        data.at
          ? `What is due, overdue and new. The next one: ${formatDateTime(data.at)}`
          : 'What is due, overdue and new, and no mail on days without anything.'
      }
      checked={data.on}
      onChange={(event) => void set(event.currentTarget.checked)}
    />
  )
}
