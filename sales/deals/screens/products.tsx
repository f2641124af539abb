import { ActionIcon, Button, Modal, NumberInput, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc } from '#ui/client'
import { MoneyInput, SavingForm, useForm, useSaving } from '#ui/form'
import { formatMoney, formatNumber } from '#ui/format'
import { Section } from '#ui/record'
import { undoable } from '#workspace/audit/screens'
import css from './deals.module.css'
import { useReloadDeals } from './saving.ts'

type Loaded = Awaited<ReturnType<typeof client.deals.get>>
type Props = { deal: Loaded }
type Line = { productId: string; name: string; quantity: number | null; priceMinor: number | null }

const pauseMs = 200
const most = 200

/** What is to be sold: how many of each, and at which price. */
export function Products({ deal }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <Section
      title="Products"
      count={deal.products.length}
      actions={
        <Button
          variant="default"
          size="compact-xs"
          aria-label="Change the products"
          onClick={() => setOpen(true)}
        >
          Change
        </Button>
      }
    >
      {deal.products.length === 0 && <p className={css.dim}>None yet.</p>}
      <ul className={css.history}>
        {deal.products.map(({ productId, name, quantity, priceMinor }) => (
          <li key={productId}>
            <span>
              {formatNumber(quantity)} × <bdi>{name}</bdi>
            </span>
            <span className="b-number">{formatMoney(priceMinor, deal.currency)} each</span>
          </li>
        ))}
      </ul>
      {open && <Change deal={deal} onClose={() => setOpen(false)} />}
    </Section>
  )
}

/** What is missing, by the path of its field. */
const slipsOf = ({ products }: { products: Line[] }): Record<string, string> =>
  Object.fromEntries(
    products.flatMap(({ quantity, priceMinor }, at) => [
      ...(quantity === null || quantity <= 0 ? [[`products.${at}.quantity`, 'More than 0']] : []),
      ...(priceMinor === null ? [[`products.${at}.priceMinor`, 'A price']] : []),
    ]),
  )

function Change({ deal, onClose }: Props & { onClose: () => void }) {
  const reload = useReloadDeals()
  const form = useForm<{ products: Line[] }>({
    initialValues: { products: deal.products },
    validate: slipsOf,
  })
  const { products } = form.values
  const saving = useSaving({
    form,
    save: (values) =>
      client.deals.setProducts({
        id: deal.id,
        products: values.products.map(({ productId, quantity, priceMinor }) => ({
          productId,
          quantity: quantity ?? 0,
          priceMinor: priceMinor ?? 0,
        })),
      }),
    onSaved: ({ operationId }) => {
      onClose()
      void reload()
      undoable(`The products of ${deal.name} were changed.`, operationId, reload)
    },
  })
  return (
    <Modal opened onClose={onClose} title="Products" size="lg">
      <SavingForm of={saving} onCancel={onClose}>
        {products.map((line, at) => (
          <fieldset key={line.productId} className={css.product} aria-label={line.name}>
            <b dir="auto">{line.name}</b>
            <NumberInput
              label="How many"
              min={0}
              max={1_000_000}
              hideControls
              value={line.quantity ?? ''}
              error={form.errors[`products.${at}.quantity`]}
              onChange={(next) =>
                form.setFieldValue(`products.${at}.quantity`, next === '' ? null : Number(next))
              }
            />
            <MoneyInput
              label="Price of one"
              minor={line.priceMinor}
              currency={deal.currency}
              min={0}
              error={form.errors[`products.${at}.priceMinor`]}
              onChange={(minor) => form.setFieldValue(`products.${at}.priceMinor`, minor)}
            />
            <ActionIcon
              aria-label={`Take ${line.name} out`}
              onClick={() => form.setFieldValue('products', products.toSpliced(at, 1))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </fieldset>
        ))}
        {products.length < most && (
          <AddProduct
            currency={deal.currency}
            taken={new Set(products.map(({ productId }) => productId))}
            onAdd={(line) => form.setFieldValue('products', [...products, line])}
          />
        )}
      </SavingForm>
    </Modal>
  )
}

type AddProps = { currency: string; taken: ReadonlySet<string>; onAdd: (line: Line) => void }

/** Adds a product at its list price, if that is in the deal's currency. */
function AddProduct({ currency, taken, onAdd }: AddProps) {
  const [text, setText] = useState('')
  const [q] = useDebouncedValue(text.trim(), pauseMs)
  const { data } = useQuery(orpc.products.list.queryOptions({ input: { ...(q && { q }) } }))
  const rows = data?.rows.filter(({ id }) => !taken.has(id)) ?? []
  const add = (id: string | null) => {
    const product = rows.find((row) => row.id === id)
    if (!product) return
    onAdd({
      productId: product.id,
      name: product.name,
      quantity: 1,
      priceMinor: product.currency === currency ? product.priceMinor : null,
    })
    setText('')
  }
  return (
    <Select
      label="Add a product"
      placeholder="Type a name"
      searchable
      value={null}
      onChange={add}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      data={rows.map(({ id, name }) => ({ value: id, label: name }))}
      nothingFoundMessage={q ? 'No product is found' : 'There are no more products'}
    />
  )
}
