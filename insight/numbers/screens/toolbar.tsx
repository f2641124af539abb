import { Group, Input, SegmentedControl, Select } from '@mantine/core'
import { DateField } from '#ui/form'
import type { Asked } from './asked.ts'
import css from './insight.module.css'
import { type Preset, presets } from './period.ts'

/** Which period, and how it is looked at, where there are two ways. */
export function Toolbar({ asked, periodOnly = false }: { asked: Asked; periodOnly?: boolean }) {
  const { preset, days, view } = asked
  const choose = (value: Preset) => {
    if (value === 'own' && days) {
      asked.setFrom(days.from)
      asked.setTo(days.to)
    }
    asked.setPreset(value)
  }
  return (
    <div className={css.toolbar}>
      <Select
        label="Period"
        data={presets}
        value={preset}
        allowDeselect={false}
        onChange={(value) => value && choose(value as Preset)}
        w={180}
      />
      {preset === 'own' && days && (
        <Group gap="xs" align="end" wrap="nowrap">
          <DateField label="From" value={days.from} onChange={(day) => day && asked.setFrom(day)} />
          <DateField label="To" value={days.to} onChange={(day) => day && asked.setTo(day)} />
        </Group>
      )}
      {!periodOnly && (
        <Input.Wrapper label="View" labelElement="div">
          <SegmentedControl
            display="flex"
            aria-label="View"
            value={view}
            onChange={asked.setView}
            data={[
              { value: 'cohort', label: 'What began then' },
              { value: 'period', label: 'What happened then' },
            ]}
          />
        </Input.Wrapper>
      )}
    </div>
  )
}
