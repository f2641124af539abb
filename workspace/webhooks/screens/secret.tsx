import { ShownOnce } from '#ui/pieces'

/** A secret, this once. */
export const Secret = ({ value, more, onClose }: { value: string; more?: string; onClose: () => void }) => (
  <ShownOnce secret={value} copy="Copy the secret" onClose={onClose}>
    Keep it where the other program reads its secrets: by it the program knows that a message is from here and
    unchanged. {more}
  </ShownOnce>
)
