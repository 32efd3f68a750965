// What the list needs only when asked for it; what acts on conversations brings the words of the desk along.
import { learnDeskWords } from '../desk/words.ts'
import { later } from '../later.ts'

export const ViewFilter = later(() => import('../../components/inbox/view/ViewFilter.vue'))
export const ViewSave = later(() => import('../../components/inbox/view/saved/ViewSave.vue'))
export const ViewManage = later(() => import('../../components/inbox/view/saved/ViewManage.vue'))
export const BulkBar = later(() => import('../../components/inbox/bulk/BulkBar.vue'), { words: learnDeskWords })
