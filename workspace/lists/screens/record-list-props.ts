import type { ComponentProps, ReactNode } from 'react'
import type { Page } from '#ui/shell'
import type { Column, Sort } from '#ui/table'
import type { ListFieldInfo, ListRecord } from '../contract.ts'
import type { BulkSource } from './bulk.tsx'
import type { Format } from './export-menu.tsx'
import type { Narrowing, Source } from './rows.ts'

type ExportInput = Narrowing & {
  sort: string
  direction: 'asc' | 'desc'
  columns: string[]
  format: Format
}

export type RecordListProps<Row extends { id: string }> = {
  record: ListRecord
  title: string
  source: Source<Row>
  words: {
    /** “Search people” */
    search: string
    placeholder: string
    /** “Nobody fits” */
    none: string
    noneWhy: string
    /** “Everybody” */
    all: string
    /** “Show everybody” */
    showAll: string
  }
  columns: (fields: readonly ListFieldInfo[], reload: () => Promise<unknown>) => Column<Row>[]
  usualSort: Sort
  /** What a board or chart is divided by until somebody chooses. */
  usualGroup: string
  path: (row: Row) => string
  /** A look at one beside the list: its name, and what is known. */
  peek: (row: Row) => { title: ReactNode; body: ReactNode }
  actions?: ReactNode
  tabs?: ComponentProps<typeof Page>['tabs']
  /** What narrows the list beside its filter, to see and to take away. */
  narrowed?: ReactNode
  /** What can be done with many at once. */
  bulk?: (fields: readonly ListFieldInfo[]) => BulkSource
  /** What else can be done with the selected rows. */
  acts?: (ids: string[], clear: () => void) => ReactNode
  /** “person”, “people” */
  nouns: [string, string]
  export: (input: ExportInput) => Promise<File>
  /** Nothing is there at all, and what to do about it. */
  empty: ReactNode
}
