// What draws the work on a conversation in its timeline, loaded with its words where there is something of the kind. Without a line it is
// tried again until it comes.
import { defineAsyncComponent, type Component } from 'vue'
import { learnDeskWords } from './words.ts'

const AGAIN_MS = 3_000

const later = <C extends Component>(load: () => Promise<{ default: C }>) =>
  defineAsyncComponent({
    async loader(): Promise<C> {
      const [part] = await Promise.all([load(), learnDeskWords()])
      return part.default
    },
    onError: (_, again) => void setTimeout(again, AGAIN_MS),
  })

export const DeskPill = later(() => import('../../components/desk/timeline/DeskPill.vue'))
export const DeskDivider = later(() => import('../../components/desk/timeline/DeskDivider.vue'))
export const DeskLock = later(() => import('../../components/desk/DeskLock.vue'))
export const DeskFacts = later(() => import('../../components/desk/DeskFacts.vue'))
