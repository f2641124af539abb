import { z } from 'zod'
import { currency, done, endpoint, id, instant, line, minor, page, pageInput } from '#platform/http/contract'

const productShape = z.object({
  id,
  name: z.string(),
  externalId: z.string().nullable(),
  productLineId: id,
  series: z.string().nullable(),
  priceMinor: minor.nullable(),
  currency: currency.nullable(),
  createdAt: instant,
  archivedAt: instant.nullable(),
})
const lineShape = z.object({ id, name: z.string(), isDefault: z.boolean() })
const values = {
  name: line(200).min(1),
  externalId: line(200).nullable(),
  productLineId: id,
  series: line(200).nullable(),
  priceMinor: minor.min(0).nullable(),
  currency: currency.nullable(),
}
const touches = { touches: ['settings', 'deals'] }

export const productsContract = {
  /** Products by name; archived ones only when asked for. */
  list: endpoint('products.read')
    .route({ method: 'GET', path: '/products' })
    .input(
      z.object({
        q: line(200).optional(),
        archived: z.stringbool().or(z.boolean()).optional(),
        ...pageInput,
      }),
    )
    .output(page(productShape)),
  create: endpoint('products.write', { ...touches, label: 'Product added' })
    .route({ method: 'POST', path: '/products' })
    .input(z.object(values).partial().required({ name: true }))
    .output(done.extend({ id })),
  update: endpoint('products.write', { ...touches, label: 'Product changed' })
    .route({ method: 'PATCH', path: '/products/{id}' })
    .input(
      z
        .object({ id, ...values, archived: z.boolean() })
        .partial()
        .required({ id: true }),
    )
    .output(done),
  /** Product lines, the default first: with only one, nobody needs to see it. */
  lines: endpoint('products.read')
    .route({ method: 'GET', path: '/product-lines' })
    .input(z.object({}))
    .output(z.object({ rows: z.array(lineShape) })),
  createLine: endpoint('products.write', { ...touches, label: 'Product line added' })
    .route({ method: 'POST', path: '/product-lines' })
    .input(z.object({ name: values.name }))
    .output(done.extend({ id })),
  updateLine: endpoint('products.write', { ...touches, label: 'Product line changed' })
    .route({ method: 'PATCH', path: '/product-lines/{id}' })
    .input(z.object({ id, name: values.name.optional(), archived: z.boolean().optional() }))
    .output(done),
}
