// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { drawnMedia, stored } from './media.fixture.ts'

vi.mock('./MediaVoice.vue', () => {
  throw new Error('this file of the console is gone')
})
vi.mock('./MediaPicture.vue', () => new Promise(() => undefined))
vi.spyOn(console, 'warn').mockImplementation(() => undefined)
vi.spyOn(console, 'error').mockImplementation(() => undefined)
const open: { unmount(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.unmount()
})

test('while its player is being fetched, the place is kept as while it was on its way', async () => {
  open.push(await drawnMedia({ kind: 'image' }), await drawnMedia({ kind: 'image', media: stored('image/png') }))
  const boxes = [...document.querySelectorAll('.media-box')]
  expect(boxes.map((box) => [(box as HTMLElement).dataset.kind, box.textContent.includes('Photo')])).toEqual([
    ['image', true],
    ['image', true],
  ])
})

test('when its player cannot be fetched it is named, and can be saved all the same', async () => {
  const wrapper = await drawnMedia({ kind: 'audio', duration: 62_000, media: stored('audio/mp4') })
  open.push(wrapper)
  await vi.waitFor(() => expect(wrapper.find('.media-lost').exists()).toBe(true))
  expect(wrapper.get('.media-lost').text()).toContain('Voice message 1:02 · 3.4 MB')
  expect(wrapper.get('.media-lost-why').text()).toBe('Did not load')
  expect(wrapper.get('a').attributes()).toMatchObject({
    href: '/media/c%3A17/content?save=1',
    download: 'audio-17.m4a',
  })
})
