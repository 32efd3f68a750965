// @vitest-environment happy-dom
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { drawn, drawnSent } from './sent/drawn.fixture.ts'

const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
let wrapper: VueWrapper | undefined
afterEach(() => {
  wrapper?.unmount()
  const [first] = warned.mock.calls.splice(0)
  if (first !== undefined) throw new Error(String(first[0]))
})

const MARKUP = '<b>bold</b><img src=x onerror=alert(1)><script>x</script>'
const action = (more: object) => ({ type: 'postback', label: MARKUP, data: MARKUP, ...more })
const buttons = {
  type: 'template',
  altText: MARKUP,
  template: {
    type: 'buttons',
    thumbnailImageUrl: 'https://pictures.example/a.jpg',
    imageBackgroundColor: '#fff;background:url(https://e.com)',
    title: MARKUP,
    text: MARKUP,
    defaultAction: action({}),
    actions: [action({}), action({ type: 'uri', uri: 'javascript:alert(1)' })],
  },
}
const imagemap = {
  type: 'imagemap',
  altText: MARKUP,
  baseUrl: 'https://pictures.example/map',
  baseSize: { width: 1040, height: 520 },
  actions: [
    { type: 'uri', label: MARKUP, linkUri: 'javascript:alert(1)', area: { x: 0, y: 0, width: 520, height: 520 } },
  ],
  video: { originalContentUrl: 'https://films.example/a.mp4', area: { x: 0, y: 0, width: 9, height: 9 } },
}

/** Nothing of the content is an element, a link that runs, a style or a request. */
function expectOnlyWords(shown: VueWrapper) {
  expect(shown.findAll('img, script, iframe, video, audio, object, embed, b b').length).toBe(0)
  for (const link of shown.findAll('a')) expect(link.attributes('href')).toMatch(/^https?:\/\//)
  for (const styled of shown.findAll('[style]')) expect(styled.attributes('style')).toMatch(/^[a-z:;%./\-\d ]*$/)
  expect(shown.html()).not.toMatch(/url\(|onerror=(?!alert)|\[object Object\]/)
}

test('whatever an object holds is words on the screen, never markup, style, script or request', async () => {
  wrapper = await drawnSent(
    { type: 'text', text: MARKUP },
    buttons,
    imagemap,
    { type: 'image', originalContentUrl: 'https://pictures.example/b.jpg', previewImageUrl: 'javascript:x' },
    { type: 'video', originalContentUrl: 'javascript:x', previewImageUrl: 'data:image/svg+xml,x', trackingId: MARKUP },
    { type: 'audio', originalContentUrl: 'https://sounds.example/c.m4a', duration: 61_000 },
    { type: 'location', title: MARKUP, address: MARKUP, latitude: 1, longitude: 2 },
    { type: 'sticker', packageId: MARKUP, stickerId: MARKUP },
    { type: 'coupon', couponId: MARKUP },
    { type: MARKUP },
    { type: 'flex', altText: MARKUP, contents: MARKUP },
  )
  expectOnlyWords(wrapper)
  expect(wrapper.text()).toContain(MARKUP)
  expect(wrapper.text()).toContain('1:01')
  expect(wrapper.text()).toContain('No usable address')
})

test('a picture is asked for when somebody asks, and the box returns when it does not come', async () => {
  wrapper = await drawnSent(buttons)
  expect(wrapper.text()).toContain('pictures.example')
  const show = wrapper.findAll('button').find((button) => button.text().startsWith('Show picture'))!
  await show.trigger('click')
  expect(wrapper.find('img').attributes()).toMatchObject({
    src: 'https://pictures.example/a.jpg',
    referrerpolicy: 'no-referrer',
    alt: MARKUP,
  })
  await wrapper.find('img').trigger('error')
  expect(wrapper.find('img').exists()).toBe(false)
  expect(wrapper.text()).toContain('The picture did not load.')
})

test('an imagemap falls to the next smaller picture', async () => {
  wrapper = await drawnSent(imagemap)
  await wrapper
    .findAll('button')
    .find((button) => button.text().startsWith('Show picture'))!
    .trigger('click')
  expect(wrapper.find('img').attributes('src')).toBe('https://pictures.example/map/1040')
  await wrapper.find('img').trigger('error')
  expect(wrapper.find('img').attributes('src')).toBe('https://pictures.example/map/700')
})

test('a button says what it would do, to those who hear as to those who press', async () => {
  wrapper = await drawnSent(buttons, imagemap)
  const button = wrapper.findAll('.template-card-acts button')[0]!
  expect(button.text()).toContain(`Sends us the data “${MARKUP}”`)
  expect(button.find('.sent-act-told').exists()).toBe(false)
  await button.trigger('click')
  expect(button.find('.sent-act-told').exists()).toBe(true)
  const area = wrapper.find('.imagemap-area')
  expect(area.attributes('aria-label')).toContain('Opens javascript:alert(1)')
  await area.trigger('click')
  expect(wrapper.find('.imagemap-foot small').text()).toContain('Opens javascript:alert(1)')
})

test('a broken object shows its kind and alternative text', async () => {
  for (const [message, kind] of [
    [{ type: 'template', altText: 'Menu', template: { type: 'hologram' } }, 'Template'],
    [{ type: 'imagemap', altText: 'Menu' }, 'Image map'],
  ] as const) {
    const one = await drawnSent(message)
    expect(one.find('.message-chip').text()).toBe(`Menu${kind}`)
    one.unmount()
  }
})

test('a sticker says its words, else its ids', async () => {
  wrapper = await drawn({ kind: 'sticker', packageId: '1', stickerId: '2', keywords: ['hello', 'wave', 'hi', 'more'] })
  expect(wrapper.find('.message-chip').text()).toBe('hello, wave, hiSticker')
  expect(wrapper.find('.message-chip').attributes('title')).toBe('Package 1, sticker 2')
  wrapper.unmount()
  wrapper = await drawn({ kind: 'sticker', packageId: '1', stickerId: '2' })
  expect(wrapper.find('.message-chip').text()).toBe('Sticker1/2')
})

const MESSAGES = join(import.meta.dirname, '../../../../../shared/fixtures/messages')
const there = existsSync(MESSAGES)
if (!there) console.log('published messages are not drawn: ../shared/fixtures is not there')

test.skipIf(!there)('every published message object is drawn, and says something', async () => {
  const files = globSync('**/*.json', { cwd: MESSAGES })
  expect(files.length).toBeGreaterThan(50)
  for (const file of files) {
    const one = await drawnSent(JSON.parse(readFileSync(join(MESSAGES, file), 'utf8')))
    expect([file, one.text() !== '']).toEqual([file, true])
    expect([file, one.find('.message-chip[data-kind=other]').exists()]).toEqual([file, false])
    expect([file, one.findAll('img, video, audio').length]).toEqual([file, 0])
    one.unmount()
  }
})
