import { Button, Group, Modal, Select, TextInput } from '@mantine/core'
import { IconPackage } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { MoneyInput, SavingForm, useForm, useSaving } from '#ui/form'
import { defaultCurrency, formatMoney } from '#ui/format'
import { EmptyState, ErrorState, failToast, Loading, ShowMore, undoToast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page } from '#ui/shell'
import css from './products.module.css'

type Product = Awaited<ReturnType<typeof client.products.list>>['rows'][number]

function useTold() {
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: orpc.products.key() })
  return (said: string, operationId: string | null) => {
    void reload()
    undoToast(said, operationId ? () => client.audit.undo({ id: operationId }).then(reload) : undefined)
  }
}

/** What we sell, and the product lines that leads are about. */
export default function Products() {
  const [editing, setEditing] = useState<Product | 'new' | null>(null)
  const told = useTold()
  const query = useInfiniteQuery(
    orpc.products.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: 100, ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  )
  const { data, error, refetch } = query
  const { data: lines } = useQuery(orpc.products.lines.queryOptions({ input: {} }))
  const several = (lines?.rows.length ?? 0) > 1
  const rows = data?.pages.flatMap((page) => page.rows)
  const archive = async (product: Product) => {
    try {
      const { operationId } = await client.products.update({ id: product.id, archived: true })
      told(`${product.name} is put away.`, operationId)
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
  }
  return (
    <Page title="Products" narrow actions={<Button onClick={() => setEditing('new')}>New product</Button>}>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !rows && <Loading lines={5} />}
      <div className={css.stack}>
        {rows?.length === 0 && (
          <EmptyState
            icon={<IconPackage size={22} />}
            title="No products yet"
            action={{ label: 'Add the first one', run: () => setEditing('new') }}
          >
            What a deal is about can be chosen from here, with its price.
          </EmptyState>
        )}
        {rows && rows.length > 0 && (
          <ul className={css.list}>
            {rows.map((product) => (
              <li key={product.id}>
                <b dir="auto">{product.name}</b>
                <span className={css.dim}>
                  {[
                    product.series,
                    several && lines?.rows.find(({ id }) => id === product.productLineId)?.name,
                    product.priceMinor !== null &&
                      formatMoney(product.priceMinor, product.currency ?? defaultCurrency()),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <Group gap="xs">
                  <Button size="compact-sm" variant="default" onClick={() => setEditing(product)}>
                    Edit
                  </Button>
                  <Button size="compact-sm" variant="default" onClick={() => void archive(product)}>
                    Put away
                  </Button>
                </Group>
              </li>
            ))}
          </ul>
        )}
        <ShowMore of={query} />
        <Lines />
      </div>
      <Modal
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={editing === 'new' ? 'New product' : 'Product'}
      >
        {editing && (
          <Edit product={editing === 'new' ? null : editing} told={told} onDone={() => setEditing(null)} />
        )}
      </Modal>
    </Page>
  )
}

type EditProps = {
  product: Product | null
  told: (said: string, operationId: string | null) => void
  onDone: () => void
}

function Edit({ product, told, onDone }: EditProps) {
  const currency = product?.currency ?? defaultCurrency()
  const [priceMinor, setPrice] = useState<number | null>(product?.priceMinor ?? null)
  const { data: lines } = useQuery(orpc.products.lines.queryOptions({ input: {} }))
  const form = useForm({
    initialValues: {
      name: product?.name ?? '',
      series: product?.series ?? '',
      productLineId: product?.productLineId ?? '',
    },
    validate: { name: (text) => (text.trim() ? null : 'What it is called') },
  })
  const saving = useSaving({
    form,
    save: ({ name, series, productLineId }) => {
      const values = {
        name,
        series: series.trim() || null,
        priceMinor,
        currency: priceMinor === null ? null : currency,
        ...(productLineId && { productLineId }),
      }
      return product ? client.products.update({ id: product.id, ...values }) : client.products.create(values)
    },
    onSaved: ({ operationId }) => {
      told(product ? 'The product is changed.' : 'The product is added.', operationId)
      onDone()
    },
  })
  return (
    <SavingForm of={saving} onCancel={onDone}>
      <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
      <TextInput label="Series" {...form.getInputProps('series')} />
      <MoneyInput label="Price" minor={priceMinor} currency={currency} min={0} onChange={setPrice} />
      {lines && lines.rows.length > 1 && (
        <Select
          label="Product line"
          data={lines.rows.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('productLineId')}
        />
      )}
    </SavingForm>
  )
}

/** Product lines: with one alone nobody needs to see them; leads, readiness and handovers are of a line. */
function Lines() {
  const told = useTold()
  const { data } = useQuery(orpc.products.lines.queryOptions({ input: {} }))
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (text) => (text.trim() ? null : 'What the line is called') },
  })
  const saving = useSaving({
    form,
    save: ({ name }) => client.products.createLine({ name }),
    onSaved: ({ operationId }) => {
      form.reset()
      told('The product line is added.', operationId)
    },
  })
  return (
    <Section title="Product lines" count={data?.rows.length}>
      <p className={css.dim}>
        A lead is one person and one product line. Keep a single line until two sales forces or two meanings
        of “strong enough” are really needed.
      </p>
      {data && data.rows.length > 1 && (
        <ul className={css.list}>
          {data.rows.map((line) => (
            <li key={line.id}>
              <b>{line.name}</b>
              <span className={css.dim}>{line.isDefault && 'the default'}</span>
            </li>
          ))}
        </ul>
      )}
      <SavingForm of={saving} submitLabel="Add a line">
        <TextInput label="Name of a new line" {...form.getInputProps('name')} />
      </SavingForm>
    </Section>
  )
}
