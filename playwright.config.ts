import { defineConfig } from '@playwright/test'

const chromium = process.env['CHROMIUM_BIN']
const report = process.env['HEDDLE_REPORT']

// One worker: the journeys share one real mesh and change its routes.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e-output',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  globalSetup: './e2e/support/start-mesh.ts',
  reporter: report === undefined ? [['list']] : [['list'], ['json', { outputFile: report }]],
  // In this order: the boutique is another mesh, started when the journeys over bookinfo are over.
  projects: [
    { name: 'bookinfo', testIgnore: '**/boutique.spec.ts' },
    { name: 'boutique', testMatch: '**/boutique.spec.ts' },
  ],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
