import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { ErrorState, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import css from './company.module.css'

const firstShown = 20

/** Who works there, by name. */
export function PeopleThere({ companyId, count }: { companyId: string; count: number }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPending } =
    useInfiniteQuery(
      orpc.contacts.list.infiniteOptions({
        input: (cursor: string | undefined) => ({
          companyId,
          sort: 'name' as const,
          direction: 'asc' as const,
          limit: firstShown,
          ...(cursor && { cursor }),
        }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.next ?? undefined,
      }),
    )
  const people = data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Section title="People" count={count}>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {isPending && <Loading lines={3} />}
      {data && people.length === 0 && (
        <p className={css.quiet}>Nobody yet. Name this company on a person’s page to see them here.</p>
      )}
      {people.length > 0 && (
        <ul className={css.people}>
          {people.map((person) => (
            <li key={person.id}>
              <Link to={`/people/${person.id}`} dir="auto">
                {person.name}
              </Link>
              {person.jobTitle && <span dir="auto">{person.jobTitle}</span>}
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button
          variant="default"
          size="compact-sm"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          More people
        </Button>
      )}
    </Section>
  )
}
