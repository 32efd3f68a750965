// Two pages: the console and the simulator's phone. Everything is a file of its own (no inlined asset, no inline script),
// because the content policy allows 'self' alone.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { brotli } from './brotli.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const pages = { console: here('./index.html'), phone: here('./phone/index.html') }

export default defineConfig({
  root: here('.'),
  plugins: [vue(), brotli()],
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    target: ['chrome120', 'firefox121', 'safari16.4'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Contracts are schemas and pure helpers in one file: a browser that imports a helper need not carry the schemas.
      treeshake: {
        manualPureFunctions: ['Type', 'Nullable', 'of'],
        moduleSideEffects: [{ test: /typebox|\/contracts\//, sideEffects: false }],
      },
      // What the console loads first is one file, and what it has in common with the phone another: a hundred small ones compress 15 %
      // worse, each by itself.
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'vue',
              tags: ['$initial'],
              test: /[\\/]@vue[\\/]|plugin-vue:export-helper|plugin-vue\/export-helper/,
              priority: 1,
            },
            { name: 'first', tags: ['$initial'], test: (id) => !id.startsWith(here('./phone/')) },
          ],
        },
      },
      input: Object.fromEntries(Object.entries(pages).filter(([, page]) => existsSync(page))),
    },
  },
})
