import { NumberInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { client, orpc } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { Section } from '#ui/record'
import { undoable } from '#workspace/audit/screens'
import css from './protection.module.css'
import { useReloadProtection } from './use-protection.ts'

/** How long a confirmed lead stays protected. */
export function Window() {
  const { data } = useQuery(
    orpc.protection.setting.queryOptions({ input: {}, meta: { topics: ['settings'] } }),
  )
  return data ? <Editor key={data.months} months={data.months} /> : null
}

function Editor({ months }: { months: number }) {
  const reload = useReloadProtection()
  const form = useForm({ initialValues: { months } })
  const saving = useSaving({
    form,
    save: (values) => client.protection.saveSetting({ months: Number(values.months) }),
    onSaved: ({ operationId }) => {
      void reload()
      undoable('Saved. What is protected already keeps its day.', operationId, reload)
    },
  })
  return (
    <div className={css.window}>
      <Section title="How long">
        <SavingForm of={saving} submitLabel="Save">
          <NumberInput
            label="A confirmed lead is protected for"
            description="Whoever confirms can extend it once. Two weeks before its end, both sides hear of it."
            suffix={form.values.months === 1 ? ' month' : ' months'}
            min={1}
            max={36}
            clampBehavior="blur"
            allowDecimal={false}
            {...form.getInputProps('months')}
          />
        </SavingForm>
      </Section>
    </div>
  )
}
