import { expect, test, type Page } from '@playwright/test'
import { kubectl } from '../test/support/kubectl.ts'
import { expectAccessible, keepPicture, meshState } from './support/console.ts'

// Every guided edit from the form to the stored object, on a service of its own that nobody calls. Its pods are those of details.
test.describe.configure({ mode: 'serial' })

const state = meshState()
const objects = `
apiVersion: v1
kind: Service
metadata: {name: guided, namespace: bookinfo}
spec: {selector: {app: details}, ports: [{name: http, port: 9080}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: guided, namespace: bookinfo}
spec:
  hosts: [guided]
  http:
  - name: main
    route: [{destination: {host: guided}}]
    headers: {request: {set: {x-kept: "yes"}}}
`
let page: Page

async function run(args: string[], input?: string): Promise<string> {
  const { code, errors, output } = await kubectl(state.kubeconfig, args, input)
  if (code !== 0) throw new Error(errors)
  return output
}

async function spec(kind: string): Promise<unknown> {
  const text = await run(['get', kind, 'guided', '-n', 'bookinfo', '-o', 'json'])
  return (JSON.parse(text) as { spec: unknown }).spec
}

const remove = () =>
  run(['delete', 'vs,dr,peerauthentication,service', 'guided', '-n', 'bookinfo', '--ignore-not-found'])
const box = (name: string) => page.getByRole('textbox', { name, exact: true })
const button = (name: string | RegExp) => page.getByRole('button', { name })

/** Opens an edit by its address, once its form is there. */
async function open(edit: string, heading: string): Promise<void> {
  await page.goto(`${state.consoleUrl}/routing/bookinfo/guided/edit?edit=${edit}`)
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  await expect(page.getByText('Form and YAML are the same draft.')).toBeVisible()
}

async function pick(select: string, option: string): Promise<void> {
  await button(new RegExp(select)).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Dry run, review, apply; the page then shows what was written. */
async function send(): Promise<void> {
  await button(/Dry run and review/).click()
  await expect(page.getByText('Dry run on the API server')).toBeVisible()
  await button(/^Apply/).click()
  await expect(page.getByText('What was written')).toBeVisible()
}

test.beforeAll(async ({ browser }) => {
  await remove()
  await run(['apply', '-f', '-'], objects)
  page = await (await browser.newContext()).newPage()
  await page.goto(state.loginUrl)
})
test.afterAll(async () => {
  await remove()
  await page.context().close()
})

test('timeout and retries: from the menu, an error at the field, form and YAML in step, written and undone', async () => {
  await page.goto(`${state.consoleUrl}/routing/bookinfo/guided`)
  await button(/More edits/).click()
  await page.getByRole('menuitem', { name: 'Timeout and retries' }).click()
  await box('Request timeout').fill('3x')
  await expect(page.getByText('must be a duration such as').first()).toBeVisible()
  await expect(button(/1 error first/)).toBeDisabled()
  await box('Request timeout').fill('3s')
  await box('More tries').fill('1')
  await box('Timeout of one try').fill('2s')
  await expect(page.getByText('2 tries of 2 s need 4 s')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Diff' })).toContainText('timeout: 3s')
  await expectAccessible(page)
  await keepPicture(page, 'timeouts')
  await send()
  const kept = { name: 'main', headers: { request: { set: { 'x-kept': 'yes' } } } }
  expect(await spec('vs')).toMatchObject({
    http: [{ ...kept, timeout: '3s', retries: { attempts: 1, perTryTimeout: '2s' } }],
  })
  await button(/^Undo/).first().click()
  await expect(page.getByText('Undone').first()).toBeVisible()
  expect(await spec('vs')).toEqual({
    hosts: ['guided'],
    http: [{ ...kept, route: [{ destination: { host: 'guided' } }] }],
  })
})

test('matches: a rule is added, gets conditions, is marked while it is shadowed, and expressions are RE2', async () => {
  await open('matches', 'Matches and order of rules')
  await button('Add a rule before 1').click()
  await button('Add a condition').click()
  await page.getByRole('menuitem', { name: 'Path' }).click()
  await pick('Comparison of Path', 'matches')
  await box('Value of Path').fill('/api/(v1')
  await expect(page.getByText('is no RE2 expression').first()).toBeVisible()
  await expect(button(/error first/)).toBeDisabled()
  await box('Value of Path').fill('/api/v[12]/.*')
  await button('Move rule 1 down').click()
  await expect(page.getByText('rule 2 never has a request')).toBeVisible()
  await button('Move rule 2 up').click()
  await expect(page.getByText('never has a request')).toBeHidden()
  await keepPicture(page, 'matches')
  await send()
  const match = [{ headers: { 'x-tester': { exact: 'yes' } }, uri: { regex: '/api/v[12]/.*' } }]
  expect(await spec('vs')).toMatchObject({ http: [{ name: 'rule-1', match }, { name: 'main' }] })
})

test('fault injection goes to a cohort of its own; a mirror gets its share', async () => {
  await page.goto(`${state.consoleUrl}/routing/bookinfo/guided/edit?edit=fault&rule=main`)
  await page.getByText('Inject delay').click()
  await box('Share of requests').fill('12.5')
  await button('Only with x-fault: on').click()
  await expect(page.getByText("everybody's requests")).toBeHidden()
  await send()
  expect(await spec('vs')).toMatchObject({
    http: [
      { name: 'rule-1' },
      { match: [{ headers: { 'x-fault': { exact: 'on' } } }], fault: { delay: { percentage: { value: 12.5 } } } },
      { name: 'main' },
    ],
  })
  await page.goto(`${state.consoleUrl}/routing/bookinfo/guided/edit?edit=mirror&rule=main`)
  await button('Add a mirror').click()
  await pick('Copies to', 'reviews v2')
  await send()
  expect(await spec('vs')).toMatchObject({
    http: [{}, {}, { name: 'main', mirror: { host: 'reviews', subset: 'v2' }, mirrorPercentage: { value: 5 } }],
  })
})

test('circuit breaking creates the DestinationRule; outlier detection, load balancing, subsets and TLS add to it', async () => {
  await open('connection-pool', 'Circuit breaking')
  await box('Connections at most').fill('100')
  await send()
  await open('outlier-detection', 'Outlier detection')
  await page.getByText('Leave out failing pods').click()
  await send()
  await open('load-balancing', 'Load balancing')
  await pick('Chosen by', 'Hash of a header')
  await send()
  await open('subsets', 'Subsets')
  await button('Subset for version v1').click()
  await box('Name of subset 1').fill('Not a name')
  await expect(page.getByText('must be lower-case letters').first()).toBeVisible()
  await box('Name of subset 1').fill('v1')
  await send()
  await open('client-tls', 'mTLS of callers')
  await pick('Mode', 'DISABLE')
  await expect(page.getByText('so every request in plaintext is refused')).toBeVisible()
  await pick('Mode', 'ISTIO_MUTUAL')
  await send()
  expect(await spec('dr')).toEqual({
    host: 'guided',
    trafficPolicy: {
      connectionPool: { tcp: { maxConnections: 100 } },
      outlierDetection: { consecutive5xxErrors: 5 },
      loadBalancer: { consistentHash: { httpHeaderName: 'x-user' } },
      tls: { mode: 'ISTIO_MUTUAL' },
    },
    subsets: [{ name: 'v1', labels: { version: 'v1' } }],
  })
})

test('mTLS of the workload says who would be cut off; what is set shows on the routing page', async () => {
  await open('peer-authentication', 'mTLS of the workload')
  await page.getByRole('radio', { name: 'PERMISSIVE' }).click()
  await expect(page.getByText('Nobody is cut off')).toBeVisible()
  await expectAccessible(page)
  await keepPicture(page, 'peer-authentication')
  await send()
  expect(await spec('peerauthentication')).toEqual({
    selector: { matchLabels: { app: 'details' } },
    mtls: { mode: 'PERMISSIVE' },
  })
  await page.goto(`${state.consoleUrl}/routing/bookinfo/guided?rule=main`)
  const panel = page.getByRole('complementary', { name: 'Checks and effect of the draft' })
  for (const words of ['5 % to reviews v2', 'at most 100 connections', 'hash of a header', 'PERMISSIVE, by a policy']) {
    await expect(panel.getByText(words)).toBeVisible()
  }
  await keepPicture(page, 'also-set')
})
