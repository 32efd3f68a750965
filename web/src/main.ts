import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { firstLanguage, i18n, speak } from './locales/i18n.ts'
import { router } from './router.ts'
import { useConnection } from './stores/connection.ts'
import { useSession } from './stores/session.ts'
import './styles/tokens.css'
import './styles/ground.css'
import './styles/control.css'
import './styles/person.css'
import './styles/state.css'

// Never awaited at the top: pages that are loaded when needed import from this file's chunk, and would wait for it while it waits for them.
async function start() {
  const app = createApp(App).use(createPinia()).use(i18n)
  await Promise.all([speak(firstLanguage()), useSession().load()])
  // A part of the page that the server no longer has: a newer version is out (LV-9).
  addEventListener('vite:preloadError', () => (useConnection().outdated = true))

  app.use(router)
  await router.isReady()
  app.mount('#app')
}

void start()
