// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { MediaLoss } from '@madoguchi/contracts/row/body/media'
import type { MediaBody } from '../../composables/media/mediaBody.ts'
import { drawnMedia, drawnThread, stored } from './media.fixture.ts'

const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
let wrapper: VueWrapper | undefined
afterEach(() => {
  wrapper?.unmount()
  const [first] = warned.mock.calls.splice(0)
  if (first !== undefined) throw new Error(String(first[0]))
})

const MARKUP = '<b>bold</b><img src=x onerror=alert(1)>"\u202E\'><script>x</script>'
const KINDS = ['image', 'video', 'audio', 'file'] as const
const body = (kind: (typeof KINDS)[number], more: object = {}) => ({ kind, ...more }) as MediaBody

/** Only the gateway's own addresses are asked for or led to, and nothing that was said is an attribute that acts. */
function expectOwnAddresses(shown: VueWrapper) {
  const all = [...shown.element.parentElement!.querySelectorAll('*')].flatMap(({ attributes }) => [...attributes])
  const leads = all.filter(({ name }) => ['src', 'href', 'poster'].includes(name))
  expect(leads.filter(({ value }) => !OWN.test(value)).map(({ value }) => value)).toEqual([])
  expect(all.filter(({ name }) => ACTING.test(name)).map(({ name }) => name)).toEqual([])
}
const OWN = /^\/media\/[\w.!~*'()%-]+\/(content|preview)(\?save=1)?$/
const ACTING = /^(on|srcset|srcdoc|formaction|action|xlink|ping)/

test('what is on the way keeps its place and says so, and asks for nothing', async () => {
  for (const kind of KINDS) {
    wrapper = await drawnMedia(body(kind))
    const box = wrapper.get('.media-box')
    expect(box.attributes()).toMatchObject({ 'data-kind': kind, 'aria-busy': 'true' })
    expect(box.text()).toContain('Loading…')
    expect(wrapper.findAll('img, video, audio, a, button').length).toBe(0)
    wrapper.unmount()
  }
})

test('what is lost says why, each reason in its own words, and offers nothing', async () => {
  const words = new Set<string>()
  const reasons = [...MediaLoss.anyOf.map((one) => one.const), 'newer_than_we'] as const
  for (const why of reasons) {
    wrapper = await drawnMedia(body('image', { media: { state: 'lost', why } }))
    words.add(wrapper.get('.media-lost-why').text())
    expect(wrapper.get('.media-lost').text()).toMatch(/^Photo/)
    expect(wrapper.findAll('img, a, button').length).toBe(0)
    wrapper.unmount()
  }
  expect(words.size).toBe(reasons.length)
})

test('when it arrives, it takes the place of the box', async () => {
  wrapper = await drawnMedia(body('image'))
  await wrapper.setProps({ body: body('image', { media: stored('image/jpeg') }) })
  await vi.waitFor(() => expect(wrapper!.get('img').attributes('src')).toBe('/media/c%3A17/content'))
  expect(wrapper.find('.media-box').exists()).toBe(false)
})

test('when it is erased later, nothing of it remains', async () => {
  wrapper = await drawnMedia(body('image', { media: stored('image/jpeg') }))
  await wrapper.setProps({ body: body('image', { media: { state: 'lost', why: 'gone' } }) })
  expect(wrapper.html()).not.toContain('/media/')
})

test('a picture that does not load is tried from its other address, then stands as a file with a way to try again', async () => {
  wrapper = await drawnMedia(body('image', { media: stored('image/jpeg', { preview: true }) }))
  expect(wrapper.get('img').attributes('src')).toBe('/media/c%3A17/preview')
  await wrapper.get('img').trigger('error')
  expect(wrapper.get('img').attributes('src')).toBe('/media/c%3A17/content')
  await wrapper.get('img').trigger('error')
  expect(wrapper.get('.media-file').text()).toContain('Did not load')
  expect(wrapper.get('a').attributes()).toMatchObject({
    href: '/media/c%3A17/content?save=1',
    download: 'image-17.jpg',
  })
  await wrapper.get('[aria-label="Try again"]').trigger('click')
  expect(wrapper.get('img').attributes('src')).toBe('/media/c%3A17/preview')
})

test('a format no browser draws is a file at once: saved, not tried again', async () => {
  for (const type of ['image/heic', 'image/svg+xml', 'text/html', MARKUP]) {
    wrapper = await drawnMedia(body('image', { media: stored(type) }))
    expect(wrapper.text()).toContain('cannot show this format')
    expect(wrapper.findAll('img').length).toBe(0)
    expect(wrapper.findAll('button').length).toBe(0)
    wrapper.unmount()
  }
})

test('a part of several pictures is called so, and whoever knows more may say it', async () => {
  const part = body('image', { setId: 's', setIndex: 2, setTotal: 5, media: stored('image/png') })
  wrapper = await drawnMedia(part)
  expect(wrapper.get('img').attributes('alt')).toBe('Photo 2 of 5')
  wrapper.unmount()
  wrapper = await drawnMedia(part, 'c:17', 'Photo from Hanako, 14:32')
  expect(wrapper.get('img').attributes('alt')).toBe('Photo from Hanako, 14:32')
})

test('a film asks for nothing but its poster before it is pressed; then it is the browser’s player', async () => {
  wrapper = await drawnMedia(body('video', { duration: 24_000, media: stored('video/mp4', { preview: true }) }))
  expect(wrapper.findAll('video').length).toBe(0)
  expect(wrapper.get('img').attributes()).toMatchObject({ src: '/media/c%3A17/preview', alt: '' })
  expect(wrapper.text()).toContain('0:24')
  await wrapper.get('button[aria-label="Play Video, 0:24"]').trigger('click')
  const video = wrapper.get('video')
  expect(video.attributes()).toMatchObject({ src: '/media/c%3A17/content', 'aria-label': 'Video' })
  expect(video.attributes()).toHaveProperty('controls')
  expect(document.activeElement).toBe(video.element)
  await video.trigger('error')
  expect(wrapper.get('.media-file').text()).toContain('Did not load')
  await wrapper.get('[aria-label="Try again"]').trigger('click')
  expect(wrapper.findAll('video').length).toBe(1)
})

test('a file is named, measured and saved, never opened', async () => {
  wrapper = await drawnMedia(body('file', { name: '見積書.pdf', size: 1, media: stored('application/pdf') }))
  expect(wrapper.text()).toContain('見積書.pdf')
  expect(wrapper.text()).toContain('3.4 MB')
  const link = wrapper.get('a')
  expect(link.attributes()).toMatchObject({ href: '/media/c%3A17/content?save=1', download: '見積書.pdf' })
  expect(link.attributes('target')).toBe(undefined)
  expect(link.attributes('aria-label')).toBe('Download 見積書.pdf')
})

test('whatever a file is called and whatever its row is, it is words on the screen and an address of ours', async () => {
  const id = 'c:1/../../"onload=x\\<b>'
  for (const kind of KINDS)
    for (const media of [undefined, { state: 'lost', why: 'gone' } as const, stored(MARKUP), stored('image/png')]) {
      const hostile = body(kind, { name: MARKUP, duration: 61_000, media })
      wrapper = await drawnMedia(media === undefined ? body(kind, { name: MARKUP }) : hostile, id)
      expectOwnAddresses(wrapper)
      expect(wrapper.findAll('b, script, iframe').length).toBe(0)
      expect(wrapper.text().includes('<b>bold</b><img')).toBe(kind === 'file')
      expect(wrapper.text()).not.toContain('\u202E')
      wrapper.unmount()
    }
})

test('without anybody to show it large a picture is a picture, not a button that does nothing', async () => {
  wrapper = await drawnMedia(body('image', { media: stored('image/png') }))
  expect(wrapper.findAll('button').length).toBe(0)
  wrapper.unmount()
  wrapper = await drawnThread([body('image', { media: stored('image/png') })])
  expect(wrapper.get('button.media-picture').attributes('aria-label')).toBe('Photo, larger view')
})
