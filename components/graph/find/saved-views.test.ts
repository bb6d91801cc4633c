import { describe, expect, it } from 'vitest'
import { parseSavedViews, viewQuery, withoutSavedView, withSavedView } from './saved-views.ts'

describe('saved views', () => {
  it('come back as they were stored', () => {
    const views = withSavedView([], { name: 'Payments', query: '?find=name+%7E+pay' })
    expect(parseSavedViews(JSON.stringify(views))).toEqual(views)
  })

  it.each([null, '', 'no json', '{}', '[1,null,{}]', '[{"name":"","query":"?"}]', '[{"name":"x","query":"//evil"}]'])(
    'stored as %j are none',
    (stored) => {
      expect(parseSavedViews(stored)).toEqual([])
    },
  )

  it('have one picture per name, in order', () => {
    const first = withSavedView(withSavedView([], { name: 'b', query: '?x=1' }), { name: 'a', query: '?x=2' })
    const again = withSavedView(first, { name: 'b', query: '?x=3' })
    expect(again).toEqual([
      { name: 'a', query: '?x=2' },
      { name: 'b', query: '?x=3' },
    ])
    expect(withoutSavedView(again, 'a')).toEqual([{ name: 'b', query: '?x=3' }])
  })

  it('keep how the mesh is looked at and not what is selected', () => {
    expect(viewQuery(new URLSearchParams('namespaces=bookinfo&view=table&edge=a~b&tab=logs'))).toBe(
      '?namespaces=bookinfo&view=table',
    )
  })
})
