import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { formatDate } from '#ui/format'
import { failToast, toast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import css from './merging.module.css'
import { type MergeRecord, mergePath } from './path.ts'

/** What a record was merged from, to be separated again; and the way to merge it with another. */
export function Merged({ record, id }: { record: MergeRecord; id: string }) {
  const queries = useQueryClient()
  const { data } = useQuery(
    orpc.merging.list.queryOptions({
      input: { recordId: id },
      meta: { topics: ['contacts', 'companies'] },
    }),
  )
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  if (!firm?.permissions.includes('contacts.write')) return null
  const merges = (data?.rows ?? []).filter((row) => row.undoneAt === null && row.winnerId === id)
  const separate = async (mergeId: string, name: string) => {
    try {
      const { conflicts } = await client.merging.unmerge({ id: mergeId })
      await queries.invalidateQueries()
      toast(
        conflicts.length === 0
          ? `${name} is a record of its own again.`
          : `${name} is a record of its own again; what was changed since stays here.`,
        'green',
      )
    } catch (problem) {
      failToast(problemText(problem), 'They are still one.')
    }
  }
  return (
    <Section title="Duplicates">
      {merges.length > 0 && (
        <ul className={css.merges}>
          {merges.map((row) => (
            <li key={row.id}>
              <span>
                <bdi>{row.loserName}</bdi> was merged in on {formatDate(row.at)}
              </span>
              <Button
                variant="default"
                size="compact-xs"
                flex="none"
                onClick={() => void separate(row.id, row.loserName)}
              >
                Separate
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Link to={mergePath(record, id)}>Merge with another</Link>
    </Section>
  )
}
