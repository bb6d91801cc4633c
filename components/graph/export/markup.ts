import { Fragment, isValidElement, type ReactNode } from 'react'

/** Writes plain elements as SVG text: pure components without hooks, text and attributes; everything is escaped. */
export function markupOf(node: ReactNode): string {
  if (node === null || node === undefined || typeof node === 'boolean') return ''
  if (typeof node === 'string' || typeof node === 'number' || typeof node === 'bigint') return escaped(String(node))
  if (isList(node)) return Array.from(node, markupOf).join('')
  if (!isValidElement<Record<string, unknown>>(node)) throw new Error('only plain elements can be written as markup')
  const { type, props } = node
  if (type === Fragment) return childrenOf(props)
  if (typeof type === 'function') return markupOf(rendered(type, props))
  if (typeof type !== 'string') throw new Error('only plain components can be written as markup')
  return `<${type}${attributesOf(props)}>${childrenOf(props)}</${type}>`
}

function isList(node: ReactNode): node is Iterable<ReactNode> {
  return typeof node === 'object' && node !== null && Symbol.iterator in node
}

function childrenOf({ children }: Record<string, unknown>): string {
  // The children of an element are nodes by React's own typing, which `isValidElement` cannot tell.
  return markupOf(children as ReactNode)
}

function rendered(component: unknown, props: Record<string, unknown>): ReactNode {
  // A component without hooks is a function from its props to a node.
  return (component as (props: Record<string, unknown>) => ReactNode)(props)
}

function attributesOf(props: Record<string, unknown>): string {
  return Object.entries(props)
    .filter(([name, value]) => name !== 'children' && (typeof value === 'string' || typeof value === 'number'))
    .map(([name, value]) => ` ${attributeName(name)}="${escaped(String(value))}"`)
    .join('')
}

/** SVG's own names with capitals; all others are written with dashes. */
const kept = new Set(['viewBox'])

function attributeName(name: string): string {
  if (name === 'className') return 'class'
  return kept.has(name) ? name : name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function escaped(text: string): string {
  // Control characters are not allowed in XML at all.
  const printable = text.replaceAll(/\p{Cc}/gu, ' ')
  return printable.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
