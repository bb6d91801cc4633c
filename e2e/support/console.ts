import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import type { MeshState } from '../../test/support/mesh-instance.ts'

/** The mesh that the global set-up started. */
export function meshState(): MeshState {
  return JSON.parse(readFileSync(process.env['HEDDLE_STATE'] ?? '', 'utf8')) as MeshState
}

/** Keeps a picture of a step as test output. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const path = test.info().outputPath(`${name}.png`)
  await page.screenshot({ path })
  await test.info().attach(name, { path, contentType: 'image/png' })
}

/** No serious or critical fault of accessibility on what is shown. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  expect(told).toEqual([])
}
