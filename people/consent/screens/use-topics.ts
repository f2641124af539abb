import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'

/** What people can agree to now, in the order of the firm. */
export const useTopics = () =>
  useQuery(orpc.consent.topics.queryOptions({ input: {}, meta: { topics: ['settings'] } })).data?.rows
