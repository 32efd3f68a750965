// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, expect, test, vi } from 'vitest'
import { computed, defineComponent, h } from 'vue'
import type { Body } from '@madoguchi/contracts/row/message'
import { provideInsert } from '../../composables/composer/insert.ts'
import { providePeople } from '../../composables/person/usePeople.ts'
import { provideUnfolded } from '../../composables/text/unfolded.ts'
import { byAgent, item } from '../../composables/timeline/build.fixture.ts'
import { entriesOf } from '../../composables/timeline/entries.ts'
import type { TimelineItem } from '../../composables/timeline/item.ts'
import { provideOriginals } from '../../composables/timeline/original/useOriginals.ts'
import { english } from './sent/drawn.fixture.ts'
import MessageItem from './MessageItem.vue'
import MessagePill from './MessagePill.vue'

let wrapper: VueWrapper | undefined
afterEach(() => wrapper?.unmount())

async function open(items: TimelineItem[]) {
  const went: string[] = []
  const Frame = defineComponent(() => {
    providePeople()
    provideUnfolded()
    provideInsert(() => undefined)
    const entries = computed(() => entriesOf(items, 'UTC'))
    provideOriginals({ entries, stand: async (key) => void went.push(key) })
    const drawn = entries.value.flatMap((entry) =>
      entry.kind === 'pill' ? [h(MessagePill, { entry })] : entry.kind === 'message' ? [h(MessageItem, { entry })] : [],
    )
    return () => drawn
  })
  wrapper = mount(Frame, { global: { plugins: [english(), createPinia()] } })
  await vi.dynamicImportSettled()
  await flushPromises()
  return { shown: wrapper, went }
}

const sent = (...messages: unknown[]) => item(1, { ...byAgent('a'), body: { kind: 'sent', messages } as Body })
const yes = { type: 'action', action: { type: 'message', label: 'Yes', text: 'yes' } }
const no = { type: 'action', action: { type: 'postback', label: 'No', data: 'no' } }

test('the name the customer sees is told where it begins to differ', async () => {
  const as = (name?: string) => ({ type: 'text', text: 'x', ...(name !== undefined && { sender: { name } }) })
  const { shown } = await open([sent(as(), as('Cony'), as('Cony'), as('<b>Brown</b>'))])
  expect(shown.findAll('.message-shown-as').map((line) => line.text())).toEqual([
    'Shown to the customer as “Cony”',
    'Shown to the customer as “<b>Brown</b>”',
  ])
  expect(shown.findAll('.message-line')).toHaveLength(4)
})

test('quick replies stand below the last bubble; the one that was used says so', async () => {
  const quickReply = { items: [yes, no] }
  const { shown } = await open([
    sent({ type: 'text', text: 'Sure?', quickReply }),
    item(2, { body: { kind: 'text', text: 'yes' } }),
  ])
  const replies = shown.findAll('.sent-replies li')
  expect(replies.map((reply) => reply.attributes('data-used'))).toEqual(['true', undefined])
  expect(replies[0]!.text()).toContain('chosen')
  const early = await open([sent({ type: 'text', text: 'a', quickReply }, { type: 'text', text: 'b' })])
  expect(early.shown.find('.sent-replies').exists()).toBe(false)
})

test('a pill names the button that was pressed, and leads to the film that was watched', async () => {
  const film = {
    type: 'video',
    originalContentUrl: 'https://e.com/a',
    previewImageUrl: 'https://e.com/b',
    trackingId: 't',
  }
  const template = {
    type: 'template',
    altText: 'Menu',
    template: { type: 'confirm', text: 'Sure?', actions: [no.action] },
  }
  const { shown, went } = await open([
    { ...sent(film, template), id: 'film' },
    item(2, { direction: 'system', body: { kind: 'postback', data: 'no' } }),
    item(3, { direction: 'system', body: { kind: 'videoPlayComplete', trackingId: 't' } }),
  ])
  const pills = shown.findAll('.event')
  expect(pills[0]!.text()).toContain('pressed “No”')
  await pills[1]!.find('.event-lead').trigger('click')
  expect(went).toEqual(['film'])
})

test('an edit tells its time, and its date when that is another day', async () => {
  const at = Date.parse('2026-11-24T10:00:00Z')
  const edited = (editedAt: number) => item(at, { body: { kind: 'text', text: 'x', editedAt } })
  const { shown } = await open([edited(at + 60_000), edited(at + 3 * 86_400_000)])
  const marks = shown.findAll('.message-meta').map((meta) => meta.text())
  expect(marks[0]).toMatch(/edited \d\d:\d\d/)
  expect(marks[1]).toMatch(/edited 2[678] Nov \d\d:\d\d/)
})
