import { Button, Select } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useFollowing, useForm, useSaving } from '#ui/form'
import { formatDate } from '#ui/format'
import { ErrorState, Loading, undoToast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page } from '#ui/shell'
import { zones } from '#workspace/members/screens'
import { Absences } from './absences.tsx'
import css from './hours.module.css'
import { Week } from './week.tsx'

type Calendars = Awaited<ReturnType<typeof client.calendars.get>>

/** When the firm works: hours, zone and public holidays, by which all clocks run; who is away, and who stands in. */
export default function WorkingHours() {
  const { data, error, refetch } = useQuery(
    orpc.calendars.get.queryOptions({ meta: { topics: ['settings'] } }),
  )
  return (
    <Page title="Working hours" narrow>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={8} />}
      {data && (
        <div className={css.stack}>
          <Firm calendars={data} />
          <Absences calendars={data} />
        </div>
      )}
    </Page>
  )
}

function Firm({ calendars }: { calendars: Calendars }) {
  const queries = useQueryClient()
  const { firm, mayChangeFirm } = calendars
  const { data: regions } = useQuery(orpc.calendars.regions.queryOptions())
  const stored = { zone: firm.zone, region: firm.region, hours: firm.hours }
  const form = useForm({ initialValues: stored })
  useFollowing(form, stored)
  const saving = useSaving({
    form,
    save: (it) => client.calendars.setFirm(it),
    onSaved: ({ operationId }) => {
      const reload = () => queries.invalidateQueries({ queryKey: orpc.calendars.key() })
      form.resetDirty()
      void reload()
      undoToast(
        'The working hours are saved. Clocks that run keep theirs.',
        operationId ? () => client.audit.undo({ id: operationId }).then(reload) : undefined,
      )
    },
  })
  const fields = (
    <>
      <Week
        hours={form.values.hours}
        onChange={(hours) => form.setFieldValue('hours', hours)}
        readOnly={!mayChangeFirm}
      />
      <div className={css.pair}>
        <Select
          label="Time zone"
          searchable
          allowDeselect={false}
          readOnly={!mayChangeFirm}
          data={zones(firm.zone)}
          {...form.getInputProps('zone')}
        />
        <Select
          label="Public holidays of"
          searchable
          allowDeselect={false}
          readOnly={!mayChangeFirm}
          limit={100}
          data={(regions ?? [{ code: firm.region, name: firm.region }]).map(({ code, name }) => ({
            value: code,
            label: name,
          }))}
          {...form.getInputProps('region')}
        />
      </div>
      <Holidays region={form.values.region} />
    </>
  )
  return (
    <Section title="The firm">
      {mayChangeFirm ? <SavingForm of={saving}>{fields}</SavingForm> : fields}
    </Section>
  )
}

function Holidays({ region }: { region: string }) {
  const [open, setOpen] = useState(false)
  const year = new Date().getFullYear()
  const { data } = useQuery(orpc.calendars.holidays.queryOptions({ input: { region, year }, enabled: open }))
  return (
    <div>
      <Button size="compact-sm" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
        Public holidays of {year}
      </Button>
      {open && !data && <Loading lines={3} />}
      {open && data && (
        <ul className={css.list}>
          {data.map((it) => (
            <li key={it.date}>
              {it.name}
              <span className={css.dim}>{formatDate(new Date(`${it.date}T12:00:00`))}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
