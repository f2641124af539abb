import { Textarea } from '@mantine/core'
import {
  IconBriefcase2,
  IconCheck,
  IconFlag,
  IconForms,
  IconGauge,
  IconHandStop,
  IconId,
  IconMail,
  IconNote,
  IconPhone,
  IconPoint,
  IconSpeakerphone,
  IconTrophy,
  IconWalk,
  IconWorld,
} from '@tabler/icons-react'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { formatDateTime } from '#ui/format'
import { sendOrKeep } from '#ui/outbox'
import { BatonMark, ErrorState } from '#ui/pieces'
import { Section, Timeline, type TimelineEntry } from '#ui/record'
import { useUrl } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import { DeleteNote, NoteText } from './note.tsx'

type Of = { contactId: string } | { companyId: string } | { dealId: string }

const icons: Record<string, ReactNode> = {
  phone: <IconPhone size={15} />,
  walk: <IconWalk size={15} />,
  card: <IconId size={15} />,
  form: <IconForms size={15} />,
  mail: <IconMail size={15} />,
  note: <IconNote size={15} />,
  flag: <IconFlag size={15} />,
  hand: <IconHandStop size={15} />,
  gauge: <IconGauge size={15} />,
  briefcase: <IconBriefcase2 size={15} />,
  world: <IconWorld size={15} />,
  done: <IconCheck size={15} />,
  trophy: <IconTrophy size={15} />,
  campaign: <IconSpeakerphone size={15} />,
  baton: <BatonMark size={15} />,
}
/** `handover.waiting` and `handover.working` are filtered as one: Handover. */
const areaOf = (kind: string) => kind.split('.')[0] ?? kind
const inWords = (area: string) => area.charAt(0).toUpperCase() + area.slice(1).replaceAll('_', ' ')

/** How many entries are gone through for a note that the address names. */
const farthest = 1000

/** Everything that happened with a person, a company or a deal, the newest first, and a note to add. */
export function Happened({ of }: { of: Of }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPending } =
    useInfiniteQuery(
      orpc.timeline.list.infiniteOptions({
        input: (cursor: string | undefined) => ({ ...of, ...(cursor && { cursor }) }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.next ?? undefined,
        meta: { topics: ['companies', 'contacts', 'handovers', 'deals', 'tasks'] },
      }),
    )
  const entries = (data?.pages.flatMap((page) => page.rows) ?? []).map(
    (row): TimelineEntry => ({
      id: row.id,
      at: row.at,
      kind: areaOf(row.kind),
      kindLabel: inWords(areaOf(row.kind)),
      icon: icons[row.icon] ?? <IconPoint size={15} />,
      title: row.text,
      body: row.editable ? <NoteText id={row.id} body={row.detail ?? ''} /> : row.detail,
      actions: row.editable && <DeleteNote id={row.id} />,
      who: [row.who, row.recordedAt && `came in ${formatDateTime(row.recordedAt)}`]
        .filter(Boolean)
        .join(', '),
      noise: row.noise,
    }),
  )
  const [note] = useUrl('note')
  const known = note === '' || entries.some((entry) => entry.id === note) || entries.length >= farthest
  const older = !known && hasNextPage && !isFetchingNextPage
  useEffect(() => {
    if (older) void fetchNextPage()
  }, [older, fetchNextPage])
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
          compose={<AddNote of={of} />}
          target={note || undefined}
        />
      )}
    </Section>
  )
}

function AddNote({ of }: { of: Of }) {
  const queries = useQueryClient()
  const form = useForm({
    initialValues: { body: '' },
    validate: { body: (text) => (text.trim() ? null : 'Write something first') },
  })
  const saving = useSaving({
    form,
    save: ({ body }) =>
      sendOrKeep('timeline.addNote', client.timeline.addNote, {
        input: { ...of, body },
        label: body,
      }),
    onSaved: (saved) => {
      form.reset()
      if (!saved) return
      const reload = () => queries.invalidateQueries({ queryKey: orpc.timeline.key() })
      void reload()
      undoable('The note is kept.', saved.operationId, reload)
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
