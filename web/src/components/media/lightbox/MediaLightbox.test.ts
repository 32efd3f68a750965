// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import type { MediaBody } from '../../../composables/media/mediaBody.ts'
import { item } from '../../../composables/timeline/build.fixture.ts'
import { drawnThread, settled, stored } from '../media.fixture.ts'

const picture: MediaBody = { kind: 'image', media: stored('image/jpeg') }
const film: MediaBody = { kind: 'video', duration: 3_000, media: stored('video/mp4') }
let wrapper: VueWrapper
afterEach(() => wrapper.unmount())

async function open(bodies: MediaBody[], at: number) {
  wrapper = await drawnThread(bodies)
  await wrapper.findAll('button.media-picture')[at]!.trigger('click')
  await settled()
}
const title = () => wrapper.get('.lightbox h2').text()
const press = (key: string, on = '.lightbox') => wrapper.get(on).trigger('keydown', { key })
const shown = () => wrapper.get('.lightbox-pane :is(img, video)').attributes('src')

test('a picture opens large with those around it; arrows, Home and End go through them and stop at the ends', async () => {
  await open([picture, film, picture], 0)
  expect((wrapper.get('.lightbox').element as HTMLDialogElement).open).toBe(true)
  expect([title(), shown()]).toEqual(['Photo, 1 of 3', '/media/c%3A0/content'])
  await press('ArrowRight')
  expect([title(), shown()]).toEqual(['Video, 2 of 3', '/media/c%3A1/content'])
  expect(wrapper.get('.lightbox video').attributes('preload')).toBe('none')
  await press('End')
  await press('ArrowRight')
  expect(title()).toBe('Photo, 3 of 3')
  await press('Home')
  await press('ArrowLeft')
  expect(title()).toBe('Photo, 1 of 3')
})

test('a player keeps its own arrow keys', async () => {
  await open([picture, film], 0)
  await press('ArrowRight')
  await press('ArrowLeft', '.lightbox video')
  expect(title()).toBe('Video, 2 of 2')
})

test('Esc closes it', async () => {
  await open([picture], 0)
  await wrapper.get('.lightbox').trigger('cancel')
  expect(wrapper.find('.lightbox').exists()).toBe(false)
})

test('a finger swipes, but not within an enlarged picture', async () => {
  await open([picture, picture], 0)
  const swipe = async (by: number) => {
    const finger = { pointerType: 'touch', isPrimary: true, clientY: 100 }
    await wrapper.get('.lightbox-pane').trigger('pointerdown', { ...finger, clientX: 200 })
    await wrapper.get('.lightbox-pane').trigger('pointerup', { ...finger, clientX: 200 + by })
  }
  await swipe(-90)
  expect(title()).toBe('Photo, 2 of 2')
  await press('+')
  await press('1')
  await swipe(90)
  expect(title()).toBe('Photo, 2 of 2')
  await press('0')
  await swipe(90)
  expect(title()).toBe('Photo, 1 of 2')
})

test('each picture begins as a whole, whatever the one before was enlarged to', async () => {
  await open([picture, picture], 0)
  await press('1')
  expect(wrapper.get('.lightbox-pane').attributes()).toMatchObject({ 'data-zoom': 'free', tabindex: '0' })
  await press('ArrowRight')
  expect(wrapper.get('.lightbox-pane').attributes('data-zoom')).toBe('fit')
})

test('what is unsent while it stands large is gone at once, and the next one takes its place', async () => {
  await open([picture, picture, picture], 1)
  const items = (ids: number[]) => ids.map((i) => item(i, { body: picture }, `c:${i}`))
  await wrapper.setProps({ items: items([0, 2]) })
  expect([title(), shown()]).toEqual(['Photo, 2 of 2', '/media/c%3A2/content'])
  await wrapper.setProps({ items: items([0]) })
  expect(title()).toBe('Photo, 1 of 1')
  await wrapper.setProps({ items: [] })
  expect(wrapper.find('.lightbox').exists()).toBe(false)
})

test('older ones that load meanwhile change the count, not the picture', async () => {
  await open([picture], 0)
  const items = ['c:8', 'c:9', 'c:0'].map((id, at) => item(at, { body: picture }, id))
  await wrapper.setProps({ items })
  expect([title(), shown()]).toEqual(['Photo, 3 of 3', '/media/c%3A0/content'])
})

test('a picture that does not load large is tried small, then offered as a file', async () => {
  await open([{ kind: 'image', media: stored('image/jpeg', { preview: true }) }], 0)
  expect(shown()).toBe('/media/c%3A0/content')
  await wrapper.get('.lightbox img').trigger('error')
  expect(shown()).toBe('/media/c%3A0/preview')
  await wrapper.get('.lightbox img').trigger('error')
  expect(wrapper.get('.lightbox .media-file').text()).toContain('Did not load')
})
