// The search comes when somebody searches; without a line it is tried again until it comes.
import { defineAsyncComponent } from 'vue'
import { learn } from '../../locales/lazy.ts'

const AGAIN_MS = 3_000

export const SearchPanel = defineAsyncComponent({
  async loader() {
    const [part] = await Promise.all([import('../../components/search/SearchPanel.vue'), learn('search')])
    return part.default
  },
  delay: 0,
  onError: (_, again) => void setTimeout(again, AGAIN_MS),
})
