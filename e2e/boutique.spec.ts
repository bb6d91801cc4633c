import { expect, test, type Locator, type Page } from '@playwright/test'
import { GraphPage } from './pages/graph-page.ts'
import { startBoutique, type Boutique } from './support/boutique.ts'
import { expectAccessible, keepPicture } from './support/console.ts'

// The story of the design on a real mesh: a shop of twelve services, a caller without a proxy, a bank outside, and
// payment v2 whose TLS was set wrong. What is expected is what mesh/scenarios/boutique and mesh/apps/boutique say.
test.describe.configure({ mode: 'serial' })

const scope = '?namespaces=boutique,istio-system'
const calls = 18
const app = (name: string, version = 'v1') => `Kubernetes/boutique/app/${name}@${version}`
const edge = (source: string, target: string, protocol: string) =>
  `${source}~${target}~${protocol}`.replaceAll('/', ':')
const charge = edge(app('checkout'), app('payment', 'v2'), 'grpc')

let shop: Boutique
let page: Page
let graph: GraphPage
const ends: (() => Promise<unknown>)[] = []

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000)
  shop = await startBoutique()
  ends.push(shop.stop)
  const context = await browser.newContext({ baseURL: shop.state.consoleUrl, viewport: { width: 1440, height: 900 } })
  ends.push(() => context.close())
  page = await context.newPage()
  graph = new GraphPage(page)
  await page.goto(`${shop.state.loginUrl}&returnTo=/sign-in`)
})
test.afterAll(async () => {
  await Promise.all(ends.map((end) => end()))
})

/** The edges that find leaves at full strength. */
const lit = () =>
  page
    .locator('[data-edge-id][data-dim=false]')
    .evaluateAll((pills) => pills.map((pill) => (pill.getAttribute('aria-label') ?? '').split(',')[0] ?? '').toSorted())

async function panelOf(query: string, name: string): Promise<Locator> {
  await graph.open(`${scope}&${query}`)
  const panel = page.getByRole('complementary', { name: `${name} details` })
  await expect(panel).toBeVisible()
  return panel
}

test('every kind of call is drawn as what it is', async () => {
  await graph.open(scope)
  await expect.poll(async () => (await graph.counts()).edges, { timeout: 60_000 }).toBe(calls)
  for (const words of [
    /^istio-ingressgateway, gateway/,
    /^unknown, source without a proxy/,
    /^rates\.bank\.example, external service/,
    /^cart-store, app v1/,
  ])
    await expect(graph.card(words)).toBeVisible()
  for (const words of [
    /^cart to cart-store, healthy, .* [kM]?B\/s, mutual TLS$/,
    /^unknown to catalogue, healthy, .*plaintext$/,
    /^currency to rates\.bank\.example, healthy, .*mutual TLS not known$/,
    /^frontend to currency, healthy, .* 0\.0 % errors, .*mutual TLS$/,
  ])
    await expect(graph.edge(words)).toBeVisible()
  await expect(page.getByText('1 not fully mTLS')).toBeVisible()
  expect(await graph.overlaps()).toEqual([])
})

test('the fault of the story stands out, alone', async () => {
  await shop.apply('payment-tls-simple')
  const urgent = page.locator('[data-edge-id][data-urgent=true]')
  await expect(graph.edge(/^checkout to payment, failing/)).toBeVisible({ timeout: 90_000 })
  await expect(urgent).toHaveCount(1)
  await expect(graph.card(/^payment, app v2.*failing/)).toBeVisible()
  await keepPicture(page, 'boutique-fault')
  await expectAccessible(page)
  await graph.edge(/^checkout to payment, failing/).click()
  const panel = graph.panel('Edge')
  await expect(panel.getByText('gRPC', { exact: true })).toBeVisible()
  await expect(panel.getByText(/UF/).first()).toBeVisible()
  await keepPicture(page, 'boutique-edge')
})

test('each kind of edge has its own facts', async () => {
  const http = await panelOf(`edge=${edge(app('frontend'), app('checkout'), 'http')}&tab=security`, 'Edge')
  for (const words of [
    'TLSv1.3',
    'outbound_.9080_._.checkout.boutique.svc.cluster.local',
    'ns/boutique/sa/boutique-checkout',
  ])
    await expect(http.getByText(words).first()).toBeVisible()
  await expect(http.getByText(/^Ends in /)).toHaveCount(2)
  await keepPicture(page, 'boutique-connection')
  await expectAccessible(page)
  const tcp = await panelOf(`edge=${edge(app('cart'), app('cart-store'), 'tcp')}`, 'Edge')
  await expect(tcp).toContainText('Bytes flow; TCP has no answers to judge.')
  await expect(tcp).toContainText(/\d [kM]?B\/s/)
  await expect(tcp.getByRole('heading', { name: 'Codes and flags' })).toHaveCount(0)
  const plain = await panelOf(
    `edge=${edge('Kubernetes/unknown/unknown/source', app('catalogue'), 'http')}&tab=security`,
    'Edge',
  )
  await expect(plain.getByText(/nothing came by mutual TLS/).first()).toBeVisible()
  const why = await panelOf(`edge=${charge}&tab=explain`, 'Edge')
  await expect(why.getByRole('heading', { name: 'Checklist' })).toBeVisible()
})

test('node, namespace, several and the whole graph say what they are', async () => {
  const node = await panelOf(`node=${app('checkout')}`, 'Node')
  await expect(node.getByRole('button', { name: /^\S* ?frontend/ })).toHaveCount(1)
  await expectAccessible(page)
  const box = await panelOf('box=boutique', 'Namespace')
  await expect(box.getByText(/^1 failing/).first()).toBeVisible()
  const several = await panelOf(`nodes=${app('cart')},${app('cart-store')}`, 'Selection')
  await expect(several.getByRole('heading', { name: '2 nodes' })).toBeVisible()
  const whole = await panelOf('panel=graph', 'Graph')
  await expect(whole.getByText(`2 namespaces, 16 nodes, ${calls} edges`)).toBeVisible()
  await expectAccessible(page)
})

test('table, matrix and tree have the same calls, the failing one first or marked', async () => {
  for (const view of ['table', 'matrix', 'tree']) {
    await graph.open(`${scope}&view=${view}`)
    expect((await graph.counts()).edges).toBe(calls)
    await keepPicture(page, `boutique-${view}`)
    await expectAccessible(page)
    if (view === 'tree') continue
    await expect(page.getByRole('button', { name: /^checkout to payment, failing/ }).first()).toBeVisible()
  }
})

test('find tells calls apart by what they are', async () => {
  const expected: readonly (readonly [string, readonly string[]])[] = [
    ['protocol = tcp', ['cart to cart-store']],
    ['mtls < 100%', ['unknown to catalogue']],
    ['errors > 5%', ['checkout to payment']],
  ]
  for (const [expression, edges] of expected) {
    await graph.open(`${scope}&find=${encodeURIComponent(expression)}`)
    await expect.poll(lit).toEqual(edges)
  }
})
