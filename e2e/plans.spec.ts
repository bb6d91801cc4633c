import { expect, test, type Page } from '@playwright/test'
import { kubectl } from '../test/support/kubectl.ts'
import { expectAccessible, keepPicture, meshState } from './support/console.ts'

// A staged plan that meets a bad version, and objects whose weights somebody else sets.
test.describe.configure({ mode: 'serial' })

const state = meshState()
const ownedNamespace = 'e2e-owned'
let page: Page

async function run(args: readonly string[], input?: string): Promise<string> {
  const { code, output, errors } = await kubectl(state.kubeconfig, [...args], input)
  if (code !== 0) throw new Error(errors)
  return output
}

async function weights(name: string, namespace: string): Promise<string> {
  return run(['get', 'vs', name, '-n', namespace, '-o', 'jsonpath={.spec.http[*].route[*].weight}'])
}

async function setFailRatio(assignment: string): Promise<void> {
  const deployment = ['deployment/reviews-v2', '-n', 'bookinfo']
  await run(['set', 'env', ...deployment, assignment])
  await run(['rollout', 'status', ...deployment, '--timeout=60s'])
}

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext()).newPage()
  await page.goto(state.loginUrl)
})
test.afterAll(async () => {
  await page.context().close()
  await abortPlans()
  await kubectl(state.kubeconfig, ['delete', 'namespace', ownedNamespace, '--ignore-not-found'])
  await setFailRatio('FAIL_RATIO-')
})

test('a staged plan is paused, its later steps edited, and rolled back when the version turns bad', async () => {
  test.setTimeout(240_000)
  const before = await weights('reviews', 'bookinfo')
  await page.goto(`${state.consoleUrl}/routing/bookinfo/reviews/plan`)
  await fill('Step 1, share of the candidate', '50')
  await fill('Step 1, least requests', '20')
  await fill('Judged every, seconds', '5')
  // Version v2 does more work by design: compared by latency the good one would go back as well.
  await page.getByRole('button', { name: 'Remove guard 3' }).click()
  await page.getByRole('button', { name: 'Remove guard 2' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Start the plan' }).click()
  await expect(page.getByText('step 1 of 4, holding').first()).toBeVisible({ timeout: 30_000 })
  // The refresh has a pause of its own, an icon.
  await page
    .getByRole('button')
    .filter({ hasText: /^\s*Pause$/ })
    .click()
  await expect(page.getByText('The weights stay as they are.')).toBeVisible()
  await page.getByRole('button', { name: 'Edit later steps' }).click()
  await fill('Step 2, share of the candidate', '80')
  await page.getByRole('button', { name: 'Remove step 4' }).click()
  await keepPicture(page, 'later-steps')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('30, 50, 100 % became 80, 50 %.')).toBeVisible()
  await setFailRatio('FAIL_RATIO=0.5')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('rolled back in step 1 of 3').first()).toBeVisible({ timeout: 120_000 })
  await expect(page.getByText(/Guard \d failed in step 1/).first()).toBeVisible()
  await expect(page.getByRole('row', { name: /80 %.*not reached/ })).toBeVisible()
  expect(await weights('reviews', 'bookinfo')).toBe(before)
  await expectAccessible(page)
  await keepPicture(page, 'rolled-back')
})

const owned = (name: string, metadata: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: ${name}, namespace: ${ownedNamespace}, ${metadata}}
spec:
  hosts: [${name}.example]
  http:
  - name: main
    route:
    - {destination: {host: reviews.bookinfo.svc.cluster.local, subset: v1}, weight: 90}
    - {destination: {host: reviews.bookinfo.svc.cluster.local, subset: v2}, weight: 10}
---`

test('weights that a controller sets are not written blindly: its own verbs are shown instead', async () => {
  await run(
    ['apply', '-f', '-'],
    [
      `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${ownedNamespace}}\n---`,
      owned('rollout', 'annotations: {argo-rollouts.argoproj.io/managed-by-rollouts: shop}'),
      owned(
        'canary',
        'ownerReferences: [{apiVersion: flagger.app/v1beta1, kind: Canary, name: shop, uid: 5f0c1d2e-0000-4000-8000-000000000001}]',
      ),
      owned(
        'synced',
        'annotations: {argocd.argoproj.io/tracking-id: "storefront:networking.istio.io/VirtualService:e2e/synced"}',
      ),
    ].join('\n'),
  )
  await expectOwnedBy('rollout', 'kubectl argo rollouts promote shop -n e2e-owned')
  await expectAccessible(page)
  await keepPicture(page, 'owned-by-a-rollout')
  await expectOwnedBy('canary', 'kubectl edit canary/shop -n e2e-owned')
})

test('an object that belongs in Git says so, and gives the change as a patch', async () => {
  await page.goto(`${state.consoleUrl}/routing/${ownedNamespace}/synced`)
  await expect(page.getByText('Argo CD owns this object (application storefront)')).toBeVisible()
  await expect(page.getByText('argocd app diff storefront')).toBeVisible()
  await page.getByRole('slider', { name: /v2/ }).focus()
  await page.keyboard.press('PageUp')
  await expect(page.getByRole('button', { name: 'Copy patch' })).toBeVisible()
  await page.getByRole('button', { name: /Discard/ }).click()
  expect(await weights('synced', ownedNamespace)).toBe('90 10')
})

/** No slider moves, no request gets through, and what to run instead stands there. */
async function expectOwnedBy(name: string, command: string): Promise<void> {
  await page.goto(`${state.consoleUrl}/routing/${ownedNamespace}/${name}`)
  await expect(page.getByText(command)).toBeVisible()
  await expect(page.getByRole('slider', { name: /v2/ })).toBeDisabled()
  const answer = await sendShift(name)
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('sets these weights')
  expect(await weights(name, ownedNamespace)).toBe('90 10')
}

async function sendShift(name: string): Promise<Response> {
  const live = JSON.parse(await run(['get', 'vs', name, '-n', ownedNamespace, '-o', 'json'])) as {
    metadata: { resourceVersion: string }
  }
  const slice = (subset: string, weight: number) => ({
    destination: { host: 'reviews.bookinfo.svc.cluster.local', subset },
    weight,
  })
  return fetch(`${state.consoleUrl}/api/changes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${state.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      kind: 'VirtualService',
      namespace: ownedNamespace,
      name,
      rule: 'main',
      slices: [slice('v1', 50), slice('v2', 50)],
      resourceVersion: live.metadata.resourceVersion,
      dryRun: false,
      reason: 'e2e',
    }),
  })
}

/** Takes back what a test that failed half-way left running. */
async function abortPlans(): Promise<void> {
  const headers = { authorization: `Bearer ${state.token}`, 'content-type': 'application/json' }
  const list = await fetch(`${state.consoleUrl}/api/plans?namespace=bookinfo&name=reviews&limit=1`, { headers })
  const { plans } = (await list.json()) as { plans: { id: string }[] }
  for (const { id } of plans)
    await fetch(`${state.consoleUrl}/api/plans/${id}/abort`, { method: 'POST', headers, body: '{}' })
}

async function fill(label: string, value: string): Promise<void> {
  const box = page.getByRole('textbox', { name: label })
  await box.fill(value)
  await box.blur()
}
