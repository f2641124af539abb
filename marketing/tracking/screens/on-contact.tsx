import { Button, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { formatDate } from '#ui/format'
import { ErrorState, Lines, Loading, ShownOnce, Tag } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, type PanelProps } from '#ui/shell'
import { useMay } from '#workspace/members/screens'
import css from './website.module.css'

/** Links to the firm's pages that are given to this person alone: who opens one is proven to be them. */
export default function OnContact({ id }: PanelProps) {
  return id ? <SiteLinks key={id} contactId={id} /> : null
}

type Made = { url: string; expiresAt: Date }

function SiteLinks({ contactId }: { contactId: string }) {
  const queries = useQueryClient()
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<Made | null>(null)
  const [mayMake, maySetUp] = [useMay('contacts.write'), useMay('website.manage')]
  const { data, error, refetch } = useQuery(
    orpc.tracking.links.queryOptions({ input: { id: contactId }, meta: { topics: ['website'] } }),
  )
  const isOn = data !== undefined && data.sites.length > 0
  if (data && !isOn && data.rows.length === 0 && !maySetUp) return null
  return (
    <Section
      title="Personal links"
      {...(data && data.rows.length > 0 && { count: data.rows.length })}
      actions={
        isOn &&
        mayMake &&
        !making && (
          <Button variant="default" size="compact-xs" onClick={() => setMaking(true)}>
            Make a link
          </Button>
        )
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={2} />}
      {making && data && (
        <Make
          contactId={contactId}
          site={data.sites[0] ?? ''}
          onCancel={() => setMaking(false)}
          onMade={(link) => {
            setMade(link)
            setMaking(false)
            void queries.invalidateQueries({ queryKey: orpc.tracking.links.key() })
          }}
        />
      )}
      {made && (
        <ShownOnce secret={made.url} copy="Copy the personal link" onClose={() => setMade(null)}>
          For this person alone, until {formatDate(made.expiresAt)}. The first browser that opens it, and
          whose owner agrees to be known, counts as theirs: what it reads stands in their history.
        </ShownOnce>
      )}
      {data && data.rows.length === 0 && !making && (
        <p className={css.dim}>
          {isOn ? (
            'None yet. A link to a page of yours for this person alone says who follows it: put it into a mail to them, and what they read stands in their history.'
          ) : (
            <>
              A link that says who follows it needs your website to tell. Name your site under{' '}
              <Link to="/settings/website">Settings → Website</Link>.
            </>
          )}
        </p>
      )}
      {data && data.rows.length > 0 && (
        <Lines>
          {data.rows.map((row) => (
            <li key={row.id}>
              <div>
                {row.page ? row.page.replace(/^https?:\/\//, '') : 'A page of yours'}
                <p>made {formatDate(row.madeAt)}</p>
              </div>
              <State {...row} />
            </li>
          ))}
        </Lines>
      )}
    </Section>
  )
}

function State({ usedAt, expiresAt }: { usedAt: Date | null; expiresAt: Date }) {
  if (usedAt) return <Tag accent="green">opened {formatDate(usedAt)}</Tag>
  if (expiresAt.getTime() <= Date.now()) return <Tag>ended unopened</Tag>
  return <Tag accent="amber">not opened, until {formatDate(expiresAt)}</Tag>
}

type MakeProps = { contactId: string; site: string; onCancel: () => void; onMade: (link: Made) => void }

function Make({ contactId, site, onCancel, onMade }: MakeProps) {
  const form = useForm({
    initialValues: { url: site },
    validate: { url: (url) => (url.trim() ? null : 'Which page?') },
  })
  const saving = useSaving({
    form,
    save: ({ url }) => client.tracking.link({ id: contactId, url: url.trim() }),
    onSaved: onMade,
  })
  return (
    <SavingForm of={saving} submitLabel="Make the link" onCancel={onCancel}>
      <TextInput
        label="A page of yours"
        placeholder={`${site}/offer`}
        inputMode="url"
        autoComplete="off"
        data-autofocus
        maxLength={2000}
        {...form.getInputProps('url')}
      />
    </SavingForm>
  )
}
