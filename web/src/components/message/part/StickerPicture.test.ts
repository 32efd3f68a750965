// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { showPictures } from '../../../composables/text/linePicture.ts'
import { drawn } from '../sent/drawn.fixture.ts'

afterEach(() => showPictures(false))
const sticker = { kind: 'sticker' as const, packageId: '11537', stickerId: '52002738', keywords: ['hello'] }
const settled = async () => {
  await vi.dynamicImportSettled()
  await flushPromises()
}

test('without the setting no picture is asked for', async () => {
  const bubble = await drawn(sticker)
  expect(bubble.find('img').exists()).toBe(false)
  expect(bubble.text()).toContain('hello')
})

test('with it LINE’s picture stands there, learns nothing of us, and gives way to the chip when it does not load', async () => {
  showPictures(true)
  const bubble = await drawn(sticker)
  await settled()
  const picture = bubble.get('img')
  expect(picture.attributes('src')).toContain('/sticker/52002738/')
  expect(picture.attributes('referrerpolicy')).toBe('no-referrer')
  expect(picture.attributes('alt')).toContain('hello')
  await picture.trigger('error')
  expect(bubble.find('img').exists()).toBe(false)
  expect(bubble.text()).toContain('hello')
})

test('an id that is none of the shop’s asks for nothing', async () => {
  showPictures(true)
  expect((await drawn({ ...sticker, stickerId: '../../x' })).find('img').exists()).toBe(false)
})

test('an emoji falls back to its own words', async () => {
  showPictures(true)
  const emojis = [{ index: 3, length: 6, productId: '5ac1', emojiId: '011' }]
  const bubble = await drawn({ kind: 'text', text: 'hi (love)', emojis })
  const picture = bubble.get('img')
  expect(picture.attributes('alt')).toBe('(love)')
  await picture.trigger('error')
  expect(bubble.text()).toContain('(love)')
})
