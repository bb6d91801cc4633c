'use client'
import { Group, Input, NumberField } from 'react-aria-components'

/** A number with its unit in a box; it takes digits, arrows and the wheel of nobody. */
export function NumberBox({
  label,
  value,
  unit,
  min,
  max,
  step = 1,
  isDisabled = false,
  onChange,
}: {
  label: string
  value: number
  unit?: string
  min: number
  max: number
  step?: number
  isDisabled?: boolean
  onChange: (value: number) => void
}) {
  return (
    <NumberField
      aria-label={label}
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      isDisabled={isDisabled}
      isWheelDisabled
      formatOptions={{ maximumFractionDigits: 3, useGrouping: false }}
      onChange={(next) => onChange(Number.isNaN(next) ? min : next)}
    >
      <Group className="flex h-ctl w-24 items-center gap-1 rounded-ctl border border-line-strong bg-canvas px-2 text-dense has-data-[focused]:outline-2 has-data-[focused]:outline-offset-1 has-data-[focused]:outline-focus data-[disabled]:border-line-subtle data-[disabled]:text-ink-3">
        <Input className="min-w-0 flex-1 bg-transparent text-right outline-none" />
        {unit === undefined ? null : <span className="text-ink-3">{unit}</span>}
      </Group>
    </NumberField>
  )
}
