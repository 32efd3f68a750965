// What the list needs only when asked for it; what acts on conversations brings the words of the desk along. Without a line it is tried
// again until it comes.
import { defineAsyncComponent, type Component } from 'vue'
import { learnDeskWords } from '../desk/words.ts'

const AGAIN_MS = 3_000

const later = <C extends Component>(load: () => Promise<{ default: C }>, words?: () => Promise<void>) =>
  defineAsyncComponent({
    async loader(): Promise<C> {
      const [part] = await Promise.all([load(), words?.()])
      return part.default
    },
    onError: (_, again) => void setTimeout(again, AGAIN_MS),
  })

export const ViewFilter = later(() => import('../../components/inbox/view/ViewFilter.vue'))
export const ViewSave = later(() => import('../../components/inbox/view/saved/ViewSave.vue'))
export const ViewManage = later(() => import('../../components/inbox/view/saved/ViewManage.vue'))
export const BulkBar = later(() => import('../../components/inbox/bulk/BulkBar.vue'), learnDeskWords)
