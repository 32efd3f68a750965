import { defineConfig } from 'vitest/config'

// Scenes share one machine with their browsers and brokers: one at a time.
export default defineConfig({
  test: {
    include: ['**/*.e2e.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
})
