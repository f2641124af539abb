import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'

export type AgreementMark = { at: Date; label: string }

/** When each agreement began, for a line on every chart; empty before there is one. */
export function useAgreementMarks(): AgreementMark[] {
  const { data } = useQuery(
    orpc.agreement.marks.queryOptions({ input: {}, meta: { topics: ['agreements'] } }),
  )
  return data?.rows.map(({ number, at }) => ({ at, label: `Agreement ${number}` })) ?? []
}
