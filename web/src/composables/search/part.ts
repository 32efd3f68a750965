// The search comes when somebody searches.
import { learn } from '../../locales/lazy.ts'
import { later } from '../later.ts'

export const SearchPanel = later(() => import('../../components/search/SearchPanel.vue'), {
  words: () => learn('search'),
})
