export type MergeRecord = 'contact' | 'company'

/** Where two records are compared; without the second it is asked for. */
export const mergePath = (record: MergeRecord, one: string, other?: string) =>
  `/people/merge?${new URLSearchParams({ of: record, one, ...(other && { other }) })}`

export const recordPath = (record: MergeRecord, id: string) =>
  record === 'contact' ? `/people/${id}` : `/companies/${id}`
