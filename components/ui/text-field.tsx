'use client'
import type { ReactNode, Ref } from 'react'
import { FieldError, Input, Label, Text, TextField as AriaTextField } from 'react-aria-components'
import { Icon, type IconName } from './icon.tsx'
import { StatusMark } from './status-mark.tsx'

export type TextFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  /** The label is read out but not drawn. */
  hiddenLabel?: boolean
  placeholder?: string
  description?: string
  /** One sentence: the field, the value, what is allowed. */
  error?: string | undefined
  type?: 'text' | 'password' | 'search'
  icon?: IconName
  /** Drawn at the end of the box: a count, a shortcut, a button. */
  trailing?: ReactNode
  mono?: boolean
  name?: string
  className?: string
  inputRef?: Ref<HTMLInputElement>
  onKeyDown?: (event: { key: string; preventDefault: () => void }) => void
}

export function TextField({
  label,
  value,
  onChange,
  hiddenLabel = false,
  placeholder,
  description,
  error,
  type = 'text',
  icon,
  trailing,
  mono = false,
  name,
  className = '',
  inputRef,
  onKeyDown,
}: TextFieldProps) {
  return (
    <AriaTextField
      value={value}
      onChange={onChange}
      type={type}
      isInvalid={error !== undefined}
      {...(name === undefined ? {} : { name })}
      {...(hiddenLabel ? { 'aria-label': label } : {})}
      {...(onKeyDown === undefined ? {} : { onKeyDown })}
      className={`flex min-w-0 flex-col gap-1 ${className}`}
    >
      {hiddenLabel ? null : <Label className="text-dense font-medium">{label}</Label>}
      <span className="flex h-ctl min-w-0 items-center gap-1.5 rounded-ctl border border-line-strong bg-canvas px-2 text-dense has-data-[focused]:outline-2 has-data-[focused]:outline-offset-1 has-data-[focused]:outline-focus has-data-[invalid]:border-failing">
        {icon === undefined ? null : <Icon name={icon} size={14} className="text-ink-3" />}
        <Input
          {...(inputRef === undefined ? {} : { ref: inputRef })}
          {...(placeholder === undefined ? {} : { placeholder })}
          autoComplete="off"
          spellCheck={false}
          className={`min-w-0 flex-1 bg-transparent text-ink-1 outline-none placeholder:text-ink-3 [&::-webkit-search-cancel-button]:hidden ${mono ? 'mono' : ''}`}
        />
        {trailing}
      </span>
      {description === undefined ? null : (
        <Text slot="description" className="text-small text-ink-3">
          {description}
        </Text>
      )}
      {error === undefined ? null : (
        <FieldError className="flex items-center gap-1.5 text-small text-failing-text">
          <StatusMark status="failing" />
          {error}
        </FieldError>
      )}
    </AriaTextField>
  )
}
