import { Checkbox, Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import css from './imports.module.css'
import type { Mapping } from './words.ts'

type Permission = NonNullable<Mapping['permission']>

const bases = [
  { value: 'consent', label: 'They consented' },
  { value: 'request', label: 'They asked for it' },
  { value: 'contract', label: 'A contract with them' },
  { value: 'legitimate_interest', label: 'Legitimate interest' },
]
const begin: Permission = { channel: 'email', topic: 'newsletter', basis: 'consent', proof: '' }

/** A file brings no permission by itself; whoever imports may state one for all, with how it was given. */
export function PermissionOf({
  permission,
  onChange,
}: {
  permission: Permission | null
  onChange: (permission: Permission | null) => void
}) {
  const { data: topics } = useQuery(
    orpc.consent.topics.queryOptions({ input: {}, meta: { topics: ['settings'] } }),
  )
  const change = (more: Partial<Permission>) => onChange({ ...(permission ?? begin), ...more })
  return (
    <div className={css.stack}>
      <Checkbox
        label="Everybody in this file has permitted to be written to or called"
        description="Without it nobody in it gets marketing mail. An objection in the file or already known stays."
        checked={permission !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? begin : null)}
      />
      {permission && (
        <div className={css.reading}>
          <Select
            label="What they permitted"
            data={[
              { value: 'email', label: 'E-mail' },
              { value: 'phone', label: 'Calls' },
            ]}
            allowDeselect={false}
            value={permission.channel}
            onChange={(channel) => change({ channel: channel as Permission['channel'] })}
          />
          <Select
            label="What for"
            data={[
              ...(topics?.rows ?? []).map(({ key, name }) => ({ value: key, label: name })),
              { value: 'sales', label: 'What we sell' },
              { value: 'request', label: 'What they asked' },
              { value: '*', label: 'Everything' },
            ]}
            allowDeselect={false}
            value={permission.topic}
            onChange={(topic) => topic && change({ topic })}
          />
          <Select
            label="On which basis"
            data={bases}
            allowDeselect={false}
            value={permission.basis}
            onChange={(basis) => change({ basis: basis as Permission['basis'] })}
          />
          <Textarea
            label="How and when they gave it"
            placeholder="Signed the list at the fair in Cologne, 3 March"
            error={permission.proof.trim().length < 3 ? 'Needed as proof' : null}
            value={permission.proof}
            onChange={(event) => change({ proof: event.currentTarget.value })}
          />
        </div>
      )}
    </div>
  )
}
