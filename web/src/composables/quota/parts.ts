// What is drawn of the quota, loaded with its words once the page stands. A part that cannot be loaded is tried again for a while and
// then stays away: nothing else waits for it.
import { defineAsyncComponent, type Component } from 'vue'

const AGAIN_MS = 3_000
const TRIES = 5

function later(load: () => Promise<{ default: Component }>) {
  return defineAsyncComponent({
    async loader() {
      const [part, { learnWords }] = await Promise.all([load(), import('./words.ts')])
      await learnWords()
      return part
    },
    onError(_, again, fail, tries) {
      if (tries < TRIES) setTimeout(again, AGAIN_MS)
      else fail()
    },
    errorComponent: { render: () => null },
  })
}

export const QuotaMeter = later(() => import('../../components/quota/QuotaMeter.vue'))
export const QuotaBanner = later(() => import('../../components/quota/QuotaBanner.vue'))
export const SendCostWords = later(() => import('../../components/quota/SendCostWords.vue'))
