import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// Components are mounted in happy-dom: their tests open with `// @vitest-environment happy-dom`.
export default defineConfig({
  plugins: [vue()],
  test: { name: 'web', include: ['src/**/*.test.ts', 'phone/**/*.test.ts'], environment: 'node' },
})
