/** A condition on one label. */
export interface LabelMatcher {
  readonly label: string
  readonly operator: '=' | '!=' | '=~' | '!~'
  readonly value: string
}

/** Series of one metric; with a window it means the scraped values of that time, without one the latest value. */
export interface Selector {
  readonly type: 'selector'
  readonly metric: string
  readonly matchers: readonly LabelMatcher[]
  readonly windowSeconds: number | null
}

/** The part of PromQL that the console's own questions are written in. */
export type Query =
  | Selector
  | { readonly type: 'rate'; readonly of: Selector }
  | { readonly type: 'sum'; readonly by: readonly string[]; readonly of: Query }
  | { readonly type: 'mark'; readonly label: string; readonly value: string; readonly of: Query }
  | { readonly type: 'quantile'; readonly q: number; readonly of: Query }
  | { readonly type: 'or'; readonly left: Query; readonly right: Query }
  | { readonly type: 'and'; readonly on: readonly string[]; readonly left: Query; readonly right: Query }
  | { readonly type: 'divide'; readonly left: Query; readonly right: Query }
