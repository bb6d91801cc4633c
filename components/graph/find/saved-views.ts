/** A picture that somebody wants to come back to: everything of its URL under a name. */
export type SavedView = { name: string; query: string }

export const savedViewsKey = 'heddle.graph.views'
export const longestName = 60
const most = 50

/** What the browser remembers; anything that is not a list of views is as if there were none. */
export function parseSavedViews(stored: string | null): readonly SavedView[] {
  if (stored === null) return []
  try {
    const parsed: unknown = JSON.parse(stored)
    return Array.isArray(parsed) ? parsed.filter(isSavedView).slice(0, most) : []
  } catch {
    return []
  }
}

function isSavedView(value: unknown): value is SavedView {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('query' in value)) return false
  const { name, query } = value
  return (
    typeof name === 'string' &&
    name !== '' &&
    name.length <= longestName &&
    typeof query === 'string' &&
    query.startsWith('?')
  )
}

/** With this view in it, in order of names; a name that is there already gets the new picture. */
export function withSavedView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  const others = views.filter(({ name }) => name !== view.name)
  return [...others, view].toSorted((a, b) => a.name.localeCompare(b.name)).slice(0, most)
}

export function withoutSavedView(views: readonly SavedView[], name: string): readonly SavedView[] {
  return views.filter((view) => view.name !== name)
}

/** What of a URL belongs to a view: how the mesh is looked at, not what is selected in it or what it is compared with now. */
export function viewQuery(params: URLSearchParams): string {
  const kept = new URLSearchParams(params)
  for (const name of ['node', 'edge', 'box', 'nodes', 'panel', 'tab', 'replay']) kept.delete(name)
  return `?${kept.toString()}`
}
