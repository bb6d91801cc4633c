import { defineConfig } from 'vitest/config'

// Three projects: unit and architecture are fast and parallel; integration starts real processes, one file at a time.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{lib,mesh,components,app,bin}/**/*.test.{ts,tsx}', 'test/architecture/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{lib,mesh,test}/**/*.integration.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
