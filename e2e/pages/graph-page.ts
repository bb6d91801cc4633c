import { expect, type Locator, type Page } from '@playwright/test'

/** The graph page by what its reader sees and what the contract promises in attributes. */
export class GraphPage {
  readonly page: Page
  readonly region: Locator
  readonly cards: Locator

  constructor(page: Page) {
    this.page = page
    this.region = page.locator('[data-testid=graph]')
    this.cards = page.locator('[data-node-id]')
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`/graph${query}`)
    await this.stable()
  }

  /** Drawn and still. */
  async stable(): Promise<void> {
    await expect(this.region).toHaveAttribute('data-state', 'stable', { timeout: 60_000 })
  }

  card(name: RegExp): Locator {
    return this.page.getByRole('button', { name }).and(this.cards)
  }

  edge(name: RegExp): Locator {
    return this.page.locator('[data-edge-id]').and(this.page.getByRole('button', { name }))
  }

  panel(kind: 'Edge' | 'Node'): Locator {
    return this.page.getByRole('complementary', { name: `${kind} details` })
  }

  async counts(): Promise<{ nodes: number; edges: number }> {
    const attribute = async (name: string) => Number(await this.region.getAttribute(name))
    return { nodes: await attribute('data-nodes'), edges: await attribute('data-edges') }
  }

  /** Where every card is, in tenths of a pixel. */
  places(): Promise<Record<string, [number, number]>> {
    return this.cards.evaluateAll((cards) =>
      Object.fromEntries(
        cards.map((card) => {
          const { x, y } = card.getBoundingClientRect()
          return [card.getAttribute('data-node-id') ?? '', [Math.round(x * 10), Math.round(y * 10)]]
        }),
      ),
    )
  }

  /** Cards that lie over another card, and pills that lie over a card, by their labels; a pixel of touching is none. */
  overlaps(): Promise<string[]> {
    return this.region.evaluate((region) => {
      const boxes = [...region.querySelectorAll<HTMLElement>('[data-node-id], [data-edge-id]')].map((element) => ({
        element,
        card: element.dataset['nodeId'] !== undefined,
        label: element.getAttribute('aria-label') ?? '',
        box: element.getBoundingClientRect(),
      }))
      const over = (a: DOMRect, b: DOMRect) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
      return boxes
        .filter(({ card }) => card)
        .flatMap((one, index, cards) =>
          [...cards.slice(index + 1), ...boxes.filter(({ card }) => !card)]
            .filter((other) => over(one.box, other.box))
            .map((other) => `${other.label} lies over ${one.label}`),
        )
    })
  }

  /** Milliseconds from navigation to a mark of ours. */
  mark(name: 'heddle:graph-data' | 'heddle:graph-stable'): Promise<number | undefined> {
    return this.page.evaluate((mark) => performance.getEntriesByName(mark, 'mark')[0]?.startTime, name)
  }

  /** Waits until numbers have changed, which is how a refresh is seen. */
  async refreshed(): Promise<void> {
    const label = async () => (await this.page.locator('[data-edge-id]').allTextContents()).join()
    const before = await label()
    await expect.poll(label, { timeout: 60_000 }).not.toBe(before)
  }
}
