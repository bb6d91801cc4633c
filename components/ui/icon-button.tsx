'use client'
import { ToggleButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { Button, buttonClass, type ButtonSize, type ButtonVariant } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import { Tooltip } from './tooltip.tsx'

type Common = {
  label: string
  icon: IconName
  shortcut?: string
  variant?: ButtonVariant
  size?: ButtonSize
  className?: string
  tooltipPlacement?: 'top' | 'bottom' | 'left' | 'right'
}

const square: Record<ButtonSize, string> = { md: 'w-ctl px-0!', sm: 'w-6 px-0!' }

/** A button of one icon: its name is its label and its tooltip, with the shortcut. */
export function IconButton({
  label,
  icon,
  shortcut,
  variant = 'ghost',
  size = 'md',
  className = '',
  tooltipPlacement = 'bottom',
  ...props
}: Common & Omit<AriaButtonProps, 'className' | 'children'>) {
  return (
    <Tooltip text={label} shortcut={shortcut} placement={tooltipPlacement}>
      <Button {...props} variant={variant} size={size} aria-label={label} className={`${square[size]} ${className}`}>
        <Icon name={icon} size={14} />
      </Button>
    </Tooltip>
  )
}

/** Same, with an on and an off state. */
export function IconToggle({
  label,
  icon,
  shortcut,
  size = 'md',
  isSelected,
  onChange,
}: Common & { isSelected: boolean; onChange: (selected: boolean) => void }) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <ToggleButton
        aria-label={label}
        isSelected={isSelected}
        onChange={onChange}
        className={`${buttonClass('default', size)} ${square[size]} ${toggleOn}`}
      >
        <Icon name={icon} size={14} />
      </ToggleButton>
    </Tooltip>
  )
}

const toggleOn =
  'data-[selected]:border-accent-line data-[selected]:bg-accent-bg data-[selected]:text-ink-1 data-[selected]:data-[hovered]:bg-accent-bg'

/** A labelled button that stays pressed. */
export function ToggleChipButton({
  icon,
  isSelected,
  onChange,
  children,
}: {
  icon?: IconName
  isSelected: boolean
  onChange: (selected: boolean) => void
  children: string
}) {
  return (
    <ToggleButton isSelected={isSelected} onChange={onChange} className={`${buttonClass()} ${toggleOn}`}>
      {icon === undefined ? null : <Icon name={icon} size={14} />}
      {children}
    </ToggleButton>
  )
}
