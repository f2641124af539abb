/**
 * What of a table goes into the file of a whole firm otherwise than as it is, and why. Of a table that no rule speaks of every
 * row goes, so that one added tomorrow is carried without a line here.
 */
export type CarryRule = {
  table: string
  /** For whoever reads what the file holds and what is to be done again after it came in. */
  why: string
} & (
  | { out: true }
  | {
      /** Columns that hold this instead, in the file and wherever it is brought in. */
      blank?: Readonly<Record<string, string | number | null>>
      /** Which rows go: a condition on the table's columns in SQL. */
      only?: string
      /** Columns that begin with the number of the workspace and a dot, which is another one where the firm comes in. */
      numbered?: readonly string[]
    }
)
