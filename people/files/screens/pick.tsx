import { Button, type ButtonProps, FileButton } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { orpc } from '#ui/client'
import { undoable } from '#workspace/audit/screens'
import type { FileShape } from '../contract.ts'
import { type Of, type Place, sendFiles } from './going.ts'

/** Sends files to a record; says of each when it is kept, with a way back. */
export function useKeepFiles(
  of: Of,
  place: Place,
  onKept?: (file: FileShape) => void,
): (files: readonly File[]) => void {
  const queries = useQueryClient()
  const reload = () =>
    Promise.all(
      [orpc.files.key(), orpc.timeline.key()].map((queryKey) => queries.invalidateQueries({ queryKey })),
    )
  return (files) =>
    sendFiles({ of, place }, files, (file, operationId) => {
      void reload()
      onKept?.(file)
      undoable(`${file.name} is kept.`, operationId, reload)
    })
}

/** Files from this device, several at once. */
export function PickFiles({
  label,
  onFiles,
  ...button
}: { label: string; onFiles: (files: File[]) => void } & Pick<ButtonProps, 'variant' | 'size'>) {
  const reset = useRef<() => void>(null)
  // Forgotten at once, so that the same file can be given again.
  const take = (files: File[]) => {
    onFiles(files)
    reset.current?.()
  }
  return (
    <FileButton multiple onChange={take} resetRef={reset}>
      {(props) => (
        <Button
          {...props}
          variant={button.variant ?? 'default'}
          size={button.size ?? 'compact-sm'}
          leftSection={<IconPaperclip size={14} />}
        >
          {label}
        </Button>
      )}
    </FileButton>
  )
}
