// The page of the gallery: every group with its bubbles as a timeline draws them, and beside each what the list would say of it.
import { createPinia } from 'pinia'
import { computed, createApp, defineComponent, h, nextTick, ref, shallowRef, type VNode } from 'vue'
import { useI18n } from 'vue-i18n'
import MediaGallery from '../../src/components/media/MediaGallery.vue'
import MessageItem from '../../src/components/message/MessageItem.vue'
import MessagePill from '../../src/components/message/MessagePill.vue'
import { DeskDivider, DeskPill } from '../../src/composables/desk/parts.ts'
import { NoteItem } from '../../src/composables/note/parts.ts'
import { providePeople } from '../../src/composables/person/usePeople.ts'
import { previewText } from '../../src/composables/preview/previewText.ts'
import { provideUnfolded } from '../../src/composables/text/unfolded.ts'
import { entriesOf, itemsOf, type Entry } from '../../src/composables/timeline/entries.ts'
import { provideOriginals } from '../../src/composables/timeline/original/useOriginals.ts'
import { provideInsert } from '../../src/composables/composer/insert.ts'
import { firstLanguage, i18n, speak } from '../../src/locales/i18n.ts'
import { useSession } from '../../src/stores/session.ts'
import { useThread } from '../../src/stores/thread.ts'
import { useWorkspace } from '../../src/stores/workspace.ts'
import '../../src/styles/tokens.css'
import '../../src/styles/ground.css'
import '../../src/styles/control.css'
import '../../src/styles/person.css'
import '../../src/styles/state.css'
import './galleryEntry.css'
import { GALLERY, type Group } from './galleryItems.ts'

const ZONE = 'Asia/Tokyo'
const drawn = (entry: Entry): VNode | null => {
  switch (entry.kind) {
    case 'day':
      return null
    case 'pill':
      return h(MessagePill, { entry })
    case 'note':
      return h(NoteItem, { item: entry.item })
    case 'desk':
      return h(DeskPill, { items: entry.items })
    case 'case':
      return h(DeskDivider, { item: entry.item })
    case 'message':
      return h(MessageItem, { entry })
  }
}

const shown = shallowRef<Group[]>(GALLERY)

const Gallery = defineComponent(() => {
  const { t } = useI18n()
  const groups = computed(() => shown.value.map((group) => ({ ...group, entries: entriesOf(group.items, ZONE) })))
  const entries = computed(() => groups.value.flatMap((group) => group.entries))
  providePeople()
  provideUnfolded()
  provideInsert(() => undefined)
  provideOriginals({ entries, stand: async () => undefined })
  const section = ({ title, entries: list }: Group & { entries: Entry[] }) =>
    h('section', { class: 'gallery-group', 'data-group': title }, [
      h('h2', title),
      ...list.flatMap((entry) =>
        entry.kind === 'day'
          ? []
          : [
              h('div', { class: 'gallery-line', key: entry.key }, [
                drawn(entry),
                h('p', { class: 'gallery-preview', dir: 'auto' }, previewText(itemsOf(entry).at(-1)!.preview, t)),
              ]),
            ],
      ),
    ])
  return () =>
    h(
      MediaGallery,
      { items: entries.value.flatMap(itemsOf) },
      { default: () => h('main', { class: 'gallery' }, groups.value.map(section)) },
    )
})

const ready = ref(false)
const app = createApp(() => (ready.value ? h(Gallery) : null))
  .use(createPinia())
  .use(i18n)
await speak(firstLanguage())
app.mount('#app')

/** The conversation they stand in: a group, so that members have names. */
const member = (userId: string, name: string | null) => ({
  id: `shop:U1/${userId}`,
  channel: 'shop',
  conversation: 'shop:U1',
  userId,
  name,
  pictureUrl: null,
  state: 'joined' as const,
  stateAt: 0,
  profiledAt: 0,
})
const workspace = useWorkspace()
workspace.agents = new Map([
  ['mika', { id: 'mika', name: 'Mika Takahashi', active: true, teams: [] }],
  ['ken', { id: 'ken', name: '佐藤 健', active: true, teams: [] }],
])
workspace.teams = new Map([['returns', { id: 'returns', name: '返品チーム', colour: 3, active: true }]])
useSession().me = {
  agent: { id: 'mika', name: 'Mika Takahashi', email: 'mika@minato.example' },
  rights: { shop: ['supervisor'] },
  stickers: 'placeholder',
  protocol: '',
}
const thread = useThread()
thread.members = [member('U1', '田中 さくら'), member('U2', 'Ken'), member('U3', '佐藤'), member('U4', null)]
thread.conversation = {
  id: 'shop:U1',
  channel: 'shop',
  kind: 'group',
  lineId: 'C1',
  name: '家具の相談',
  pictureUrl: null,
  memberCount: 4,
  profiledAt: 0,
  friend: { state: 'unknown', since: null, from: null },
  lastUserMessageAt: null,
  lastFollowAt: null,
  lastUnfollowAt: null,
  lastJoinAt: 1,
  lastLeaveAt: null,
  mode: { value: 'active', at: 0 },
  firstSeenAt: 0,
  updatedAt: 0,
  countable: [],
  lastAt: null,
  last: null,
  troubled: 0,
} as never
/** Draws other groups instead, said by people of these names. */
async function draw(groups: Group[], names: string[]): Promise<void> {
  thread.members = names.map((name, i) => member(`U${i + 1}`, name))
  shown.value = groups
  await nextTick()
}
Object.assign(window, { draw })
ready.value = true
await nextTick()
document.body.dataset['ready'] = ''
