import { Textarea } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { ErrorState } from '#ui/pieces'
import { Section, Timeline, type TimelineEntry } from '#ui/record'
import { undoable } from './saving.ts'

/** Everything that happened with a company, the newest first, and a note to add. */
export function Happened({ companyId }: { companyId: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPending } =
    useInfiniteQuery(
      orpc.timeline.list.infiniteOptions({
        input: (cursor: string | undefined) => ({ companyId, ...(cursor && { cursor }) }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.next ?? undefined,
        meta: { topics: ['companies', 'contacts', 'handovers', 'deals'] },
      }),
    )
  const entries = (data?.pages.flatMap((page) => page.rows) ?? []).map(
    (row): TimelineEntry => ({
      id: row.id,
      at: row.at,
      kind: row.kind,
      kindLabel: row.kind.replaceAll(/[._]/g, ' '),
      title: row.text,
      body: row.detail,
      who: row.who,
      noise: row.noise,
    }),
  )
  return (
    <Section title="What happened">
      {error ? (
        <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
      ) : (
        <Timeline
          entries={entries}
          loading={isPending || isFetchingNextPage}
          more={hasNextPage}
          onMore={() => void fetchNextPage()}
          compose={<AddNote companyId={companyId} />}
        />
      )}
    </Section>
  )
}

function AddNote({ companyId }: { companyId: string }) {
  const queries = useQueryClient()
  const form = useForm({
    initialValues: { body: '' },
    validate: { body: (text) => (text.trim() ? null : 'Write something first') },
  })
  const saving = useSaving({
    form,
    save: ({ body }) => client.timeline.addNote({ companyId, body }),
    onSaved: ({ operationId }) => {
      form.reset()
      const reload = () => queries.invalidateQueries({ queryKey: orpc.timeline.key() })
      void reload()
      undoable('The note is kept.', operationId, reload)
    },
  })
  return (
    <SavingForm of={saving} submitLabel="Add note">
      <Textarea
        aria-label="Note"
        placeholder="Write a note"
        autosize
        minRows={2}
        {...form.getInputProps('body')}
      />
    </SavingForm>
  )
}
