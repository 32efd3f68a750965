// What the composer needs now and then, loaded with its words at the first need. Without a line it is tried again until it comes: a
// draft that carries attachments cannot go without the part that knows them.
import { defineAsyncComponent, type Component } from 'vue'

const AGAIN_MS = 3_000

function worded<C extends Component>(load: () => Promise<{ default: C }>) {
  return async (): Promise<C> => {
    const [part, { learnBesideWords }] = await Promise.all([load(), import('./words.ts')])
    await learnBesideWords()
    return part.default
  }
}
const later = <C extends Component>(load: () => Promise<{ default: C }>) =>
  defineAsyncComponent({ loader: worded(load), onError: (_, again) => setTimeout(again, AGAIN_MS) })

const loadBeside = async () => {
  const [part, { learnUploadWords }] = await Promise.all([
    import('../../components/composer/beside/ComposerBeside.vue'),
    import('../upload/words.ts'),
  ])
  await learnUploadWords()
  return part
}
export const ComposerBeside = later(loadBeside)
/**
 * When a conversation is open and the browser has nothing else to do: a reply that the server holds back for what was missed is shown by
 * this part, and the line may be gone by then.
 */
export function fetchBesideSoon(): void {
  const load = () => void worded(loadBeside)().catch(() => {})
  if ('requestIdleCallback' in window) requestIdleCallback(load, { timeout: 5_000 })
  else setTimeout(load, 1_000) // Safari
}
export const ComposerDrop = later(() => import('../../components/composer/ComposerDrop.vue'))
export const ComposerName = later(() => import('../../components/composer/ComposerName.vue'))
/** Items of menus, which a menu must have before it opens. */
export const loadMoreItems = worded(() => import('../../components/composer/ComposerMore.vue'))
export const loadMessageItems = worded(() => import('../../components/message/menu/MessageMenuItems.vue'))
