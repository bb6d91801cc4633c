'use client'
import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Link as AriaLink,
  type LinkProps,
} from 'react-aria-components'

export type ButtonVariant = 'default' | 'primary' | 'ghost' | 'danger'
export type ButtonSize = 'md' | 'sm'

const base =
  'inline-flex items-center justify-center gap-1.5 whitespace-nowrap rounded-ctl border font-medium no-underline! ' +
  'transition-[background-color] duration-90 ease-out-soft hit-24 cursor-pointer ' +
  'data-[disabled]:cursor-not-allowed data-[disabled]:border-line-subtle data-[disabled]:bg-surface-2 data-[disabled]:text-ink-3'

const variants: Record<ButtonVariant, string> = {
  default: 'border-line bg-surface-1 text-ink-1 data-[hovered]:bg-surface-2 data-[pressed]:bg-surface-3',
  primary: 'border-accent bg-accent text-on-accent data-[hovered]:bg-accent-hover',
  ghost: 'border-transparent bg-transparent text-ink-2 data-[hovered]:bg-surface-2 data-[hovered]:text-ink-1',
  danger: 'border-failing bg-surface-1 text-failing-text data-[hovered]:bg-failing-bg',
}

const sizes: Record<ButtonSize, string> = { md: 'h-ctl px-2.5 text-dense', sm: 'h-6 px-2 text-small' }

/** Classes of a button, for elements that are a link or a trigger. */
export function buttonClass(variant: ButtonVariant = 'default', size: ButtonSize = 'md'): string {
  return `${base} ${variants[variant]} ${sizes[size]}`
}

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'children'> & {
  variant?: ButtonVariant
  size?: ButtonSize
  className?: string
  children?: ReactNode
}

/** One primary at most per view. */
export function Button({ variant = 'default', size = 'md', className = '', ...props }: ButtonProps) {
  return <AriaButton {...props} className={`${buttonClass(variant, size)} ${className}`} />
}

export type ButtonLinkProps = Omit<LinkProps, 'className' | 'children'> & {
  variant?: ButtonVariant
  size?: ButtonSize
  className?: string
  children?: ReactNode
}

/** A link that looks like a button; it navigates, it never acts. */
export function ButtonLink({ variant = 'default', size = 'md', className = '', ...props }: ButtonLinkProps) {
  return <AriaLink {...props} className={`${buttonClass(variant, size)} ${className}`} />
}
