// A page that only draws what customers sent, in a timeline's own frame: styles and words as in the console's first load.
import { createApp, h, nextTick, shallowRef, type VNode } from 'vue'
import MediaBody from '../../src/components/media/MediaBody.vue'
import MediaGallery from '../../src/components/media/MediaGallery.vue'
import MessageItem from '../../src/components/message/MessageItem.vue'
import type { MediaBody as Body } from '../../src/composables/media/mediaBody.ts'
import type { TimelineItem } from '../../src/composables/timeline/item.ts'
import { firstLanguage, i18n, speak } from '../../src/locales/i18n.ts'
import '../../src/styles/tokens.css'
import '../../src/styles/ground.css'
import '../../src/styles/control.css'
import '../../src/styles/person.css'
import '../../src/styles/state.css'
import './mediaEntry.css'

const items = shallowRef<TimelineItem[]>([])

const line = ({ id, body }: TimelineItem): VNode =>
  h('article', { class: 'message', key: id, 'data-id': id, 'data-side': 'customer' }, [
    h('span', { class: 'avatar', 'aria-hidden': 'true' }, 'H'),
    h('div', { class: 'message-body' }, [
      h('div', { class: 'message-line' }, [
        h(MediaBody, { id, body: body as Body }),
        h('small', { class: 'message-meta' }, '14:32'),
      ]),
    ]),
  ])

async function show(list: TimelineItem[]): Promise<void> {
  items.value = list
  await nextTick()
}

const app = createApp(() =>
  h('main', { class: 'scene' }, h(MediaGallery, { items: items.value }, { default: () => items.value.map(line) })),
).use(i18n)
await speak(firstLanguage())
app.mount('#app')
/** `MessageItem`: its styles are the frame's, and nothing else of it. */
Object.assign(window, { show, frame: MessageItem.__name })
