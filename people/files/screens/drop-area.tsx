import { type ClipboardEvent, type DragEvent, type ReactNode, useState } from 'react'
import css from './files.module.css'

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')

/** Takes files that are dropped on what it holds, or pasted there. */
export function DropArea({ onFiles, children }: { onFiles: (files: File[]) => void; children: ReactNode }) {
  const [depth, setDepth] = useState(0)
  const drag = {
    onDragEnter: (event: DragEvent) => hasFiles(event) && setDepth((n) => n + 1),
    onDragLeave: (event: DragEvent) => hasFiles(event) && setDepth((n) => Math.max(0, n - 1)),
    onDragOver: (event: DragEvent) => hasFiles(event) && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      setDepth(0)
      if (!hasFiles(event)) return
      event.preventDefault()
      onFiles([...event.dataTransfer.files])
    },
  }
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    // A table copied from a spreadsheet comes as text and as a picture of it: the text is meant.
    if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return
    event.preventDefault()
    onFiles(files)
  }
  return (
    <div className={css.area} data-over={depth > 0 || undefined} {...drag} onPaste={paste}>
      {children}
      {depth > 0 && <div className={css.over}>Drop to keep here</div>}
    </div>
  )
}
