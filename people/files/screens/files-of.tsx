import { ActionIcon, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { formatDate } from '#ui/format'
import { ErrorState, failToast, Loading, ShowMore } from '#ui/pieces'
import { Section } from '#ui/record'
import { undoable } from '#workspace/audit/screens'
import { DropArea } from './drop-area.tsx'
import css from './files.module.css'
import type { Of } from './going.ts'
import { FileLine, OnTheirWay } from './lines.tsx'
import { PickFiles, useKeepFiles } from './pick.tsx'

const shown = 10

/** On a record's page: its files, those of its notes too, and a place to add some. */
export function FilesOf({ of }: { of: Of }) {
  const query = useInfiniteQuery(
    orpc.files.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...of, limit: shown, ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      meta: { topics: ['files'] },
    }),
  )
  const { data, error, refetch, hasNextPage } = query
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const may = firm?.permissions.includes('notes.write') === true
  const keep = useKeepFiles(of, 'list')
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  const list = (
    <div className={css.stack}>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={2} />}
      {rows.length > 0 && (
        <ul className={css.list}>
          {rows.map((file) => (
            <li key={file.id}>
              <FileLine
                file={file}
                more={
                  <>
                    <bdi>{file.addedBy}</bdi>, {formatDate(file.addedAt)}
                  </>
                }
                actions={may && file.mine && <Delete id={file.id} name={file.name} />}
              />
            </li>
          ))}
        </ul>
      )}
      <ShowMore of={query} small />
      <OnTheirWay of={of} place="list" />
      {data && rows.length === 0 && !may && <span className={css.more}>None yet.</span>}
      {may && (
        <div>
          <PickFiles label="Add files" onFiles={keep} />
          <p className={css.more}>Or drop them here, or paste a picture. Up to 25 MB each.</p>
        </div>
      )}
    </div>
  )
  return (
    <Section title="Files" count={hasNextPage ? undefined : rows.length}>
      {may ? <DropArea onFiles={keep}>{list}</DropArea> : list}
    </Section>
  )
}

function Delete({ id, name }: { id: string; name: string }) {
  const queries = useQueryClient()
  const reload = () =>
    Promise.all(
      [orpc.files.key(), orpc.timeline.key()].map((queryKey) => queries.invalidateQueries({ queryKey })),
    )
  const remove = async () => {
    try {
      const { operationId } = await client.files.remove({ id })
      await reload()
      undoable(`${name} is in the bin.`, operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'The file is still there.')
    }
  }
  return (
    <Tooltip label="Delete the file">
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray"
        aria-label={`Delete ${name}`}
        onClick={() => void remove()}
      >
        <IconTrash size={14} />
      </ActionIcon>
    </Tooltip>
  )
}
