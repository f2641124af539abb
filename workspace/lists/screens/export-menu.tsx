import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { download, problemText } from '#ui/client'
import { failToast } from '#ui/pieces'

export type Format = 'csv' | 'xlsx' | 'json'

/** The list as it is looked at, as a file: its filter, its order, its columns. */
export function ExportMenu({ run }: { run: (format: Format) => Promise<File> }) {
  const [busy, setBusy] = useState(false)
  const save = async (format: Format) => {
    setBusy(true)
    try {
      download(await run(format))
    } catch (problem) {
      failToast(problemText(problem), 'No file was made.')
    }
    setBusy(false)
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          loading={busy}
          leftSection={<IconDownload size={14} />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save('csv')}>As CSV</Menu.Item>
        <Menu.Item onClick={() => void save('xlsx')}>As Excel workbook</Menu.Item>
        <Menu.Item onClick={() => void save('json')}>As JSON</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
