/** How long ago the other lines of a chart are. */
export const comparisons = [
  { id: 'none', label: 'nothing' },
  { id: '1h', label: 'an hour ago' },
  { id: '1d', label: 'yesterday' },
  { id: '1w', label: 'a week ago' },
] as const
export type Comparison = (typeof comparisons)[number]['id']

export const comparedWord = (id: Comparison) => comparisons.find((one) => one.id === id)?.label ?? id
