import { Button, Group } from '@mantine/core'
import { CopyButton, Notice } from '#ui/pieces'
import css from './webhooks.module.css'

/** A secret, this once. */
export function Secret({ value, more, onClose }: { value: string; more?: string; onClose: () => void }) {
  return (
    <>
      <Notice accent="amber" title="This is the only time it is shown">
        Keep it where the other program reads its secrets: by it the program knows that a message is from here
        and unchanged. {more}
      </Notice>
      <p className={css.secret}>
        <code>{value}</code>
        <CopyButton value={value} label="Copy the secret" />
      </p>
      <Group justify="flex-end">
        <Button onClick={onClose}>I have copied it</Button>
      </Group>
    </>
  )
}
