import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { Notice } from '#ui/pieces'
import css from './contacts.module.css'

const pauseMs = 250
const most = 3

type Typed = { name: string; email?: string | undefined; phone?: string | undefined }
type Props = { typed: Typed; onChoose: (person: { id: string; name: string }) => void }

/** While typing: who this could be already, so that nobody is written down twice. */
export function KnownAlready({ typed, onChoose }: Props) {
  const [name] = useDebouncedValue(typed.name.trim(), pauseMs)
  const [email] = useDebouncedValue(typed.email?.trim(), pauseMs)
  const [phone] = useDebouncedValue(typed.phone?.trim(), pauseMs)
  const { data } = useQuery(
    orpc.contacts.matches.queryOptions({
      input: { ...(name && { name }), ...(email && { email }), ...(phone && { phone }) },
      enabled: name.length > 2 || (email ?? phone ?? '').length > 4,
    }),
  )
  if (!data || data.rows.length === 0) return null
  return (
    <Notice accent="amber" title="Perhaps known already">
      <div className={css.known}>
        {data.rows.slice(0, most).map((row) => (
          <Button
            key={row.id}
            size="compact-sm"
            variant="default"
            onClick={() => onChoose({ id: row.id, name: row.name })}
          >
            It is {row.name}
            {row.company ? `, ${row.company}` : ''}
          </Button>
        ))}
      </div>
    </Notice>
  )
}
