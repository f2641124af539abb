import {
  IconArrowMerge,
  IconBan,
  IconBriefcase2,
  IconCheck,
  IconFile,
  IconFlag,
  IconForms,
  IconGauge,
  IconHandStop,
  IconId,
  IconMail,
  IconNote,
  IconPhone,
  IconPoint,
  IconShieldCheck,
  IconSpeakerphone,
  IconTrophy,
  IconUser,
  IconWalk,
  IconWorld,
} from '@tabler/icons-react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { FileLine, type Of } from '#people/files/screens'
import { client, orpc, problemText } from '#ui/client'
import { formatDateTime } from '#ui/format'
import { BatonMark, ErrorState } from '#ui/pieces'
import { Section, Timeline, type TimelineEntry } from '#ui/record'
import { useUrl } from '#ui/shell'
import { useMay } from '#workspace/members/screens'
import { areaOf, type Group, groupIds, groupOf, groups } from '../kinds.ts'
import { AddNote } from './add-note.tsx'
import { DeleteNote, NoteText, NoteWords } from './note.tsx'
import css from './timeline.module.css'
import { WhoActed } from './who-acted.tsx'

const icons: Record<string, ReactNode> = {
  phone: <IconPhone size={15} />,
  walk: <IconWalk size={15} />,
  card: <IconId size={15} />,
  form: <IconForms size={15} />,
  mail: <IconMail size={15} />,
  note: <IconNote size={15} />,
  file: <IconFile size={15} />,
  flag: <IconFlag size={15} />,
  hand: <IconHandStop size={15} />,
  gauge: <IconGauge size={15} />,
  briefcase: <IconBriefcase2 size={15} />,
  world: <IconWorld size={15} />,
  done: <IconCheck size={15} />,
  trophy: <IconTrophy size={15} />,
  campaign: <IconSpeakerphone size={15} />,
  allowed: <IconShieldCheck size={15} />,
  stop: <IconBan size={15} />,
  person: <IconUser size={15} />,
  merge: <IconArrowMerge size={15} />,
  baton: <BatonMark size={15} />,
}
/** `handover.waiting` and `handover.working` are both “Handover”. */
const inWords = (area: string) => area.charAt(0).toUpperCase() + area.slice(1).replaceAll('_', ' ')

/** How many entries are gone through for a note that the address names. */
const farthest = 1000

/** Which kinds this member looks at, on every record; kept for them until they choose otherwise. */
function useShown(): { shown: readonly Group[] | null; choose: (ids: string[]) => void } {
  const queries = useQueryClient()
  const options = orpc.views.list.queryOptions({
    input: { record: 'timeline' as const },
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { data, error } = useQuery(options)
  const [own, setOwn] = useState<readonly Group[] | null>(null)
  const kept = data?.last.split(',').flatMap((id) => groupIds.find((it) => it === id) ?? [])
  return {
    shown: own ?? kept ?? (error ? [] : null),
    choose: (ids) => {
      const next = groupIds.filter((id) => ids.includes(id))
      const place = next.join(',')
      setOwn(next)
      queries.setQueryData(options.queryKey, (before) => before && { ...before, last: place })
      void client.views.remember({ record: 'timeline', place }).catch(() => {
        queries.removeQueries({ queryKey: options.queryKey }) // whoever may not keep it begins anew next time
      })
    },
  }
}

type Row = Awaited<ReturnType<typeof client.timeline.list>>['rows'][number]

function entryOf(row: Row, of: Of, mayJudge = false): TimelineEntry {
  // A file by itself is its own line; beside a note they follow its words.
  const isFile = areaOf(row.kind) === 'file' && row.files?.length === 1
  const words =
    row.written && row.editable ? (
      <NoteText id={row.id} of={of} written={row.written} />
    ) : row.written ? (
      <span style={{ whiteSpace: 'pre-wrap' }}>
        <NoteWords written={row.written} />
      </span>
    ) : (
      row.detail
    )
  const files = row.files && (
    <ul className={css.files}>
      {row.files.map((file) => (
        <li key={file.id}>
          <FileLine file={file} />
        </li>
      ))}
    </ul>
  )
  return {
    id: row.id,
    at: row.at,
    kindLabel: inWords(areaOf(row.kind)),
    icon: icons[row.icon] ?? <IconPoint size={15} />,
    title: isFile ? 'File' : row.text,
    body:
      isFile || (words && files) ? (
        <>
          {!isFile && words}
          {files}
        </>
      ) : (
        (words ?? files)
      ),
    actions: row.editable ? (
      <DeleteNote id={row.id} />
    ) : (
      mayJudge && row.heldFor && <WhoActed id={row.id} heldFor={row.heldFor} />
    ),
    who: [row.who, row.recordedAt && `came in ${formatDateTime(row.recordedAt)}`].filter(Boolean).join(', '),
    noise: row.noise,
    small: row.small,
  }
}

/** Everything that happened with a person, a company or a deal, the newest first, and a note to add. */
export function Happened({ of }: { of: Of }) {
  const { shown, choose } = useShown()
  const mayJudge = useMay('website.manage')
  const [note] = useUrl('note')
  const [file] = useUrl('file')
  const target = note || file
  // Whoever follows a link to a note finds it, whatever they look at otherwise.
  const narrowed = target ? [] : (shown ?? [])
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPending } =
    useInfiniteQuery({
      ...orpc.timeline.list.infiniteOptions({
        input: (cursor: string | undefined) => ({
          ...of,
          ...(narrowed.length > 0 && { show: narrowed.join(',') }),
          ...(cursor && { cursor }),
        }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.next ?? undefined,
        meta: { topics: ['companies', 'contacts', 'handovers', 'deals', 'tasks', 'files'] },
      }),
      enabled: shown !== null,
    })
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  const entries = rows.map((row) => entryOf(row, of, mayJudge))
  const known = target === '' || entries.some((entry) => entry.id === target) || entries.length >= farthest
  const older = !known && hasNextPage && !isFetchingNextPage
  useEffect(() => {
    if (older) void fetchNextPage()
  }, [older, fetchNextPage])
  const [met, setMet] = useState<ReadonlySet<Group>>(new Set())
  const here = new Set<Group>([...met, ...narrowed, ...rows.map((row) => groupOf(row.kind))])
  useEffect(() => {
    if (here.size > met.size) setMet(here)
  })
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
          target={target || undefined}
          kinds={{ options: groups.filter(({ id }) => here.has(id)), shown: narrowed, onShown: choose }}
        />
      )}
    </Section>
  )
}
