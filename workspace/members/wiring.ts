import type { Wiring } from '#platform/registry'
import { memberImporter } from './importing.ts'

export const membersWiring: Wiring = { importers: [memberImporter] }
