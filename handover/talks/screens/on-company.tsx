import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FindPerson } from '#people/contacts/screens'
import { orpc } from '#ui/client'
import type { PanelProps } from '#ui/shell'
import { Talk } from './talk.tsx'

export default function OnCompany({ id }: PanelProps) {
  return id ? <WithSomebody key={id} companyId={id} /> : null
}

/** A talk is with a person: the only one there is meant by itself. */
function WithSomebody({ companyId }: { companyId: string }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const { data } = useQuery(orpc.contacts.list.queryOptions({ input: { companyId, limit: 2 } }))
  const only = data?.rows.length === 1 ? data.rows[0]! : null
  const contactId = chosen ?? only?.id ?? null
  if (!data || data.rows.length === 0) return null
  return (
    <Talk
      of={contactId ? { contactId } : null}
      withWhom={
        <FindPerson
          key={only?.id ?? 'several'}
          label="With whom"
          companyId={companyId}
          known={only}
          value={contactId}
          onChange={setChosen}
        />
      }
    />
  )
}
