export type MergeRecord = 'contact' | 'company'

/** Where two records are compared; without the second it is asked for. */
export const mergePath = (record: MergeRecord, one: string, other?: string, oneByOne = false) =>
  `/people/merge?${new URLSearchParams({ of: record, one, ...(other && { other }), ...(oneByOne && { queue: 'yes' }) })}`

export const recordPath = (record: MergeRecord, id: string) =>
  record === 'contact' ? `/people/${id}` : `/companies/${id}`
