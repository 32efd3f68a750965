// What the composer needs now and then, loaded with its words at the first need: a draft that carries attachments cannot go without the
// part that knows them.
import type { Component } from 'vue'
import { later } from '../later.ts'

const learnBeside = async () => (await import('./words.ts')).learnBesideWords()
const learnUpload = async () => (await import('../upload/words.ts')).learnUploadWords()
const loadBeside = () => import('../../components/composer/beside/ComposerBeside.vue')
const besideWords = () => Promise.all([learnBeside(), learnUpload()])

export const ComposerBeside = later(loadBeside, { words: besideWords })
/**
 * When a conversation is open and the browser has nothing else to do: a reply that the server holds back for what was missed is shown by
 * this part, and the line may be gone by then.
 */
export function fetchBesideSoon(): void {
  const load = () => void Promise.all([loadBeside(), besideWords()]).catch(() => {})
  if ('requestIdleCallback' in window) requestIdleCallback(load, { timeout: 5_000 })
  else setTimeout(load, 1_000) // Safari
}
export const ComposerDrop = later(() => import('../../components/composer/ComposerDrop.vue'), { words: learnBeside })
export const ComposerName = later(() => import('../../components/composer/ComposerName.vue'), { words: learnBeside })

/** Items of menus, which a menu must have before it opens. */
function worded<C extends Component>(load: () => Promise<{ default: C }>) {
  return async (): Promise<C> => (await Promise.all([load(), learnBeside()]))[0].default
}
export const loadMoreItems = worded(() => import('../../components/composer/ComposerMore.vue'))
export const loadMessageItems = worded(() => import('../../components/message/menu/MessageMenuItems.vue'))
