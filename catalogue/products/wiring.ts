import type { Wiring } from '#platform/registry'
import { productImporter } from './importing.ts'
import { makeDefaultCatalogue } from './store.ts'

export const productsWiring: Wiring = {
  founders: [makeDefaultCatalogue],
  importers: [productImporter],
}
