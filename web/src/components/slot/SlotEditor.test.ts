// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import { defineComponent, h, shallowRef } from 'vue'
import { createI18n } from 'vue-i18n'
import { checkSlots } from '../../composables/slot/check.ts'
import { KINDS, type Kind } from '../../composables/slot/field/kinds.ts'
import type { Form } from '../../composables/slot/form.ts'
import { newSlot, type Slot } from '../../composables/slot/slots.ts'
import { isSaid } from '../../composables/slot/useDesk.ts'
import all from '../../locales/en/all.ts'
import slotWords from '../../locales/en/slot.ts'
import SlotEditor from './SlotEditor.vue'

let close = () => undefined as void
afterEach(() => close())

/** One slot as the dialog holds it; `tried`: somebody has pressed Send. */
function edit(kind: Kind, form: Form = {}, tried = false) {
  const slot = shallowRef<Slot>(newSlot('k', kind, form))
  const Frame = defineComponent(() => () => {
    const problems = checkSlots([slot.value], 'user').problems.filter((one) => isSaid(one, tried))
    const change = (to: (before: Slot) => Slot) => (slot.value = to(slot.value))
    return h(SlotEditor, { slot: slot.value, index: 0, last: true, room: true, problems, onChange: change })
  })
  const plugins = [
    createI18n({
      legacy: false,
      locale: 'en',
      missingWarn: false,
      messages: { en: { ...all, slot: slotWords } as never },
    }),
  ]
  const wrapper = mount(Frame, { global: { plugins }, attachTo: document.body })
  close = () => wrapper.unmount()
  const at = (path: string) => wrapper.find(`[data-at="${path}"]`)
  const object = () =>
    checkSlots([slot.value], 'user').messages[0] as unknown as { template: { columns: { text: string }[] } }
  return { wrapper, slot, at, object }
}

test('every kind is drawn with a label on each field and no key without words', () => {
  for (const kind of Object.keys(KINDS) as Kind[]) {
    const { wrapper } = edit(kind)
    const fields = wrapper.findAll('input, textarea, select')
    expect([kind, fields.length > 1 || kind === 'raw']).toEqual([kind, true])
    for (const { element } of fields) {
      const label = element.closest('label') ?? document.querySelector(`label[for="${element.id}"]`)
      const named = element.getAttribute('aria-label') ?? label?.textContent.trim() ?? ''
      expect([kind, named !== '']).toEqual([kind, true])
    }
    expect(wrapper.text()).not.toMatch(/slot\.\w+/)
    close()
  }
})

test('a problem stands on its field in words with its limit, and is gone when it is solved', async () => {
  const { wrapper, at } = edit('location', { title: 'T', address: 'A', latitude: '91', longitude: '0' })
  expect(wrapper.findAll('[aria-invalid=true]')).toHaveLength(1)
  expect(at('latitude').attributes('aria-invalid')).toBe('true')
  const described = at('latitude').attributes('aria-describedby')!.split(' ')
  const said = described.map((id) => wrapper.find(`[id="${id}"]`)).filter((one) => one.exists())
  expect(said.map((one) => one.text()).join(' ')).toContain('Beyond the limit of 90.')
  await at('latitude').setValue('35.6')
  expect(wrapper.findAll('[aria-invalid=true]')).toHaveLength(0)
})

test('what is missing is said only once somebody wanted to send', () => {
  expect(edit('image', { originalContentUrl: 'https://e.com' }).wrapper.find('[aria-invalid]').exists()).toBe(false)
  close()
  const { at, wrapper } = edit('image', { originalContentUrl: 'https://e.com' }, true)
  expect(at('previewImageUrl').attributes('aria-invalid')).toBe('true')
  expect(wrapper.text()).toContain('This is needed.')
})

test('LINE’s count appears near the limit, in UTF-16 units', async () => {
  const { wrapper, at } = edit('text', { text: 'x'.repeat(4000) })
  expect(wrapper.text()).not.toContain('of 5,000')
  await at('text').setValue('𠮷'.repeat(2300))
  expect(wrapper.text()).toContain('4,600 of 5,000')
})

test('columns are added, moved and removed, and their buttons take any kind of action', async () => {
  const { wrapper, at, object } = edit('carousel', { altText: 'a', template: { columns: [{ text: 'one' }] } })
  await at('template.columns').trigger('click')
  await at('template.columns[1].text').setValue('two')
  await at('template.columns[1].actions[0].type').setValue('uri')
  await at('template.columns[1].actions[0].uri').setValue('https://e.com')
  expect(object().template.columns[1]).toEqual({ text: 'two', actions: [{ type: 'uri', uri: 'https://e.com' }] })
  await wrapper.find('[aria-label="Move up: Column 2"]').trigger('click')
  expect(object().template.columns.map((one) => one.text)).toEqual(['two', 'one'])
  await wrapper.find('[aria-label="Remove: Column 1"]').trigger('click')
  expect(object().template.columns.map((one) => one.text)).toEqual(['one'])
  expect(wrapper.find('[aria-label="Remove: Column 1"]').attributes('disabled')).toBeDefined()
})

test('broken JSON names line and column, and pressing the complaint puts the cursor there', async () => {
  const { wrapper, at } = edit('raw', { raw: '{\n "type": text }' })
  const complaint = wrapper.find('.slot-json-problems button')
  expect(complaint.text()).toBe('Line 2, column 10: This is no JSON.')
  await complaint.trigger('click')
  await new Promise((done) => setTimeout(done))
  const field = at('raw').element as HTMLTextAreaElement
  expect(document.activeElement).toBe(field)
  expect(field.value.slice(field.selectionStart)).toBe('text }')
})

test('hostile words stay words', () => {
  const markup = '<img src=x onerror=alert(1)>'
  const { wrapper } = edit('raw', { raw: `{"type":"text","text":"a","${markup}":1}` })
  expect(wrapper.findAll('img')).toHaveLength(0)
  expect(wrapper.text()).toContain(markup)
})

test('a quick reply and a name go with the message', async () => {
  const { at, object } = edit('text', { text: 'a' })
  await at('quickReply.items').trigger('click')
  await at('quickReply.items[0].action.type').setValue('location')
  await at('quickReply.items[0].action.label').setValue('Where')
  await at('sender.name').setValue('Aoi')
  expect(object()).toEqual({
    type: 'text',
    text: 'a',
    quickReply: { items: [{ type: 'action', action: { type: 'location', label: 'Where' } }] },
    sender: { name: 'Aoi' },
  })
})
