import type { Card } from '../model/graph-model.ts'

const unversioned: ReadonlySet<string> = new Set(['unknown', 'latest'])

/** "reviews v2": what a card is called where there is one line for it. Two versions of an app never read the same. */
export function fullTitle({ title, node }: Pick<Card, 'title' | 'node'>): string {
  const { version } = node
  if (version === null || unversioned.has(version) || title.endsWith(version)) return title
  return `${title} ${version}`
}
