import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { Link } from '#ui/shell'
import type { Company } from '../contract.ts'
import css from './company.module.css'
import { FindCompany } from './find.tsx'
import type { editsOf } from './saving.ts'

type Props = { company: Company; edits: ReturnType<typeof editsOf> }

/** What a company belongs to, and the way to change that. */
export function Parent({ company, edits }: Props) {
  const [open, setOpen] = useState(false)
  const { parent } = company
  return (
    <span className={css.parent}>
      {parent ? (
        <Link to={`/companies/${parent.id}`} dir="auto">
          {parent.name}
        </Link>
      ) : (
        '–'
      )}
      <Button
        variant="default"
        size="compact-xs"
        aria-label="Change what it belongs to"
        onClick={() => setOpen(true)}
      >
        {parent ? 'Change' : 'Choose'}
      </Button>
      {open && <Choose company={company} edits={edits} onClose={() => setOpen(false)} />}
    </span>
  )
}

function Choose({ company, edits, onClose }: Props & { onClose: () => void }) {
  const form = useForm({ initialValues: { parentId: company.parent?.id ?? null } })
  const saving = useSaving({
    form,
    save: ({ parentId }) => edits.parent(company, parentId),
    onSaved: onClose,
  })
  return (
    <Modal opened onClose={onClose} title="Belongs to" closeButtonProps={{ 'aria-label': 'Close' }}>
      <SavingForm of={saving} onCancel={onClose}>
        <FindCompany
          label="Company"
          known={company.parent}
          value={form.values.parentId}
          error={form.errors.parentId}
          onChange={(id) => form.setFieldValue('parentId', id)}
        />
      </SavingForm>
    </Modal>
  )
}
