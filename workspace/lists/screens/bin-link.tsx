import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { Link } from '#ui/shell'
import type { ListRecord } from '../contract.ts'

/** Where deleted ones of the list lie. */
export const BinLink = ({ record }: { record: ListRecord }) => (
  <Button
    component={Link}
    to={`/settings/bin?of=${record}`}
    size="compact-sm"
    variant="subtle"
    color="gray"
    leftSection={<IconTrash size={14} />}
  >
    Bin
  </Button>
)
