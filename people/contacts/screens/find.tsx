import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Find, type FindProps } from '#people/companies/screens'
import { orpc } from '#ui/client'

const pauseMs = 200
const most = 20

type Props = FindProps & {
  /** Whose people are offered before anything is typed. */
  companyId?: string | null | undefined
}

/** A person found by typing a part of the name. */
export function FindPerson({ companyId = null, ...props }: Props) {
  const [text, setText] = useState(props.known?.name ?? '')
  const [q] = useDebouncedValue(text.trim(), pauseMs)
  const asked = q ? { q } : companyId ? { companyId, sort: 'name', direction: 'asc' as const } : {}
  const { data } = useQuery(orpc.contacts.list.queryOptions({ input: { ...asked, limit: most } }))
  return <Find {...props} text={text} onText={setText} found={data?.rows} nobody="Nobody is found" />
}
