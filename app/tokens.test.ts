import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

/** The colours of one theme: `:root` has the dark ones. */
function tokensOf(theme: 'dark' | 'light'): Map<string, string> {
  const start = css.search(theme === 'dark' ? /:root,\s*\[data-theme=['"]dark['"]\]/ : /\n\[data-theme=['"]light['"]\]/)
  const block = css.slice(start, css.indexOf('}', start))
  return new Map(
    [...block.matchAll(/(--[a-z0-9-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]),
  )
}

/** WCAG 2 relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const surfaces = ['--canvas', '--surface-1', '--surface-2', '--surface-3', '--overlay']
const graphGrounds = ['--graph-bg', '--island-bg', '--box-bg']

/** What stands on what, and how much it must stand out: text 4.5, everything else 3 (WCAG 1.4.3 and 1.4.11). */
const rules: readonly { on: readonly string[]; tokens: readonly string[]; least: number }[] = [
  { on: surfaces, tokens: ['--text-1', '--text-2', '--text-3'], least: 4.5 },
  {
    on: ['--canvas', '--surface-1', '--surface-2', '--overlay', '--accent-bg'],
    tokens: ['--accent-text', '--text-1', '--text-2'],
    least: 4.5,
  },
  { on: ['--accent', '--accent-hover'], tokens: ['--text-on-accent'], least: 4.5 },
  {
    on: ['--canvas', '--surface-1', '--surface-2', '--overlay'],
    tokens: ['--border-strong', '--focus-ring', '--accent-line'],
    least: 3,
  },
  ...(['healthy', 'degraded', 'failing', 'idle', 'unknown'] as const).flatMap((status) => [
    {
      on: ['--canvas', '--surface-1', '--surface-2', '--overlay', `--status-${status}-bg`],
      tokens: [`--status-${status}-text`],
      least: 4.5,
    },
    { on: ['--canvas', '--surface-1', '--surface-2', '--node-bg'], tokens: [`--status-${status}`], least: 3 },
  ]),
  {
    on: graphGrounds,
    tokens: ['healthy', 'degraded', 'failing', 'idle', 'tcp', 'selected'].map((stroke) => `--edge-${stroke}`),
    least: 3,
  },
  {
    on: ['--edge-label-bg', '--surface-1', '--overlay'],
    tokens: ['--edge-mtls', '--edge-mtls-partial', '--edge-mtls-open', '--edge-mtls-unknown'],
    least: 4.5,
  },
  {
    on: ['--node-bg', '--edge-label-bg', '--island-bg', '--box-bg'],
    tokens: ['--text-1', '--text-2', '--text-3'],
    least: 4.5,
  },
  { on: ['--diff-add-bg'], tokens: ['--diff-add-text'], least: 4.5 },
  { on: ['--diff-del-bg'], tokens: ['--diff-del-text'], least: 4.5 },
  { on: ['--surface-1', '--draft-bg'], tokens: ['--draft'], least: 4.5 },
  { on: ['--surface-1'], tokens: Array.from({ length: 8 }, (_, index) => `--series-${index + 1}`), least: 3 },
  { on: ['--heat-0', '--heat-1', '--heat-2'], tokens: ['--heat-text-lo'], least: 4.5 },
  { on: ['--heat-3', '--heat-4'], tokens: ['--heat-text-hi'], least: 4.5 },
  { on: ['--canvas', '--surface-1'], tokens: ['--code-key', '--code-str', '--code-num', '--code-com'], least: 4.5 },
]

describe.each(['dark', 'light'] as const)('the %s theme', (theme) => {
  const tokens = tokensOf(theme)
  const value = (name: string) => {
    const found = tokens.get(name)
    if (found === undefined) throw new Error(`${name} is not a colour of the ${theme} theme`)
    return found
  }

  it('can be read and seen: every pair has its contrast', () => {
    const failures = rules.flatMap(({ on, tokens: names, least }) =>
      on.flatMap((ground) =>
        names
          .map((name) => ({ pair: `${name} on ${ground}`, ratio: contrast(value(name), value(ground)), least }))
          .filter(({ ratio }) => ratio < least),
      ),
    )
    expect(failures).toEqual([])
  })
})

it('both themes have the same colours', () => {
  expect([...tokensOf('light').keys()].toSorted()).toEqual([...tokensOf('dark').keys()].toSorted())
})

it('the ratio is the one that WCAG gives', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})
