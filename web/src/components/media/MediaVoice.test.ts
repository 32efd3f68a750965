// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import type { MediaBody } from '../../composables/media/mediaBody.ts'
import { drawnMedia, stored } from './media.fixture.ts'

const voice = (more: object = {}) => ({ kind: 'audio', media: stored('audio/mp4'), ...more }) as MediaBody
const open: VueWrapper[] = []
async function draw(body: MediaBody, id?: string) {
  const wrapper = await drawnMedia(body, id)
  open.push(wrapper)
  return { wrapper, sound: wrapper.get('audio').element as HTMLAudioElement }
}

beforeEach(() => {
  vi.spyOn(HTMLMediaElement.prototype, 'paused', 'get').mockImplementation(function (this: HTMLMediaElement) {
    return this.dataset.plays === undefined
  })
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(async function (this: HTMLMediaElement) {
    this.dataset.plays = ''
    this.dispatchEvent(new Event('play'))
  })
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(function (this: HTMLMediaElement) {
    delete this.dataset.plays
    this.dispatchEvent(new Event('pause'))
  })
})
afterEach(() => {
  for (const one of open.splice(0)) one.unmount()
  vi.restoreAllMocks()
})

test('its length is known, and not a byte is asked for, before it is played', async () => {
  const { wrapper, sound } = await draw(voice({ duration: 62_000 }))
  expect(sound.getAttribute('preload')).toBe('none')
  expect(wrapper.get('.media-voice-time').text()).toBe('1:02')
  expect(wrapper.get('input').attributes()).toMatchObject({ max: '62', 'aria-label': 'Position in Voice message' })
})

test('it plays and pauses by one button that says which', async () => {
  const { wrapper } = await draw(voice({ duration: 62_000 }))
  await wrapper.get('[aria-label="Play Voice message"]').trigger('click')
  expect(wrapper.find('[aria-label="Play Voice message"]').exists()).toBe(false)
  await wrapper.get('[aria-label="Pause Voice message"]').trigger('click')
  expect(wrapper.find('[aria-label="Play Voice message"]').exists()).toBe(true)
})

test('one voice speaks at a time', async () => {
  const [first, second] = [await draw(voice({ duration: 5_000 }), 'c:1'), await draw(voice({ duration: 5_000 }), 'c:2')]
  await first.wrapper.get('.media-voice-play').trigger('click')
  await second.wrapper.get('.media-voice-play').trigger('click')
  expect([first.sound.paused, second.sound.paused]).toEqual([true, false])
})

test('a voice that is scrolled away falls silent', async () => {
  const { wrapper, sound } = await draw(voice({ duration: 5_000 }))
  await wrapper.get('.media-voice-play').trigger('click')
  wrapper.unmount()
  expect(sound.paused).toBe(true)
})

test('the speed goes round 1, 1.5 and 2, and holds when it begins anew', async () => {
  const { wrapper, sound } = await draw(voice({ duration: 5_000 }))
  const press = () => wrapper.get('.media-voice-speed').trigger('click')
  expect(wrapper.get('.media-voice-speed').attributes('aria-label')).toBe('Speed 1 times')
  await press()
  expect(sound.playbackRate).toBe(1.5)
  await press()
  expect(sound.playbackRate).toBe(2)
  sound.playbackRate = 1
  await wrapper.get('.media-voice-play').trigger('click')
  expect(sound.playbackRate).toBe(2)
  await press()
  expect(sound.playbackRate).toBe(1)
})

test('arrows and the slider move within its length, and the place is said in words', async () => {
  const { wrapper, sound } = await draw(voice({ duration: 100_000 }))
  const slider = wrapper.get('input')
  await slider.trigger('keydown', { key: 'ArrowRight' })
  expect(sound.currentTime).toBe(5)
  expect(slider.attributes('aria-valuetext')).toBe('0:05 of 1:40')
  for (let i = 0; i < 30; i++) await slider.trigger('keydown', { key: 'ArrowRight' })
  expect(sound.currentTime).toBe(100)
  await slider.setValue('42')
  expect(sound.currentTime).toBe(42)
})

test('a length nobody told is learned from the sound; an endless one is not believed', async () => {
  const { wrapper, sound } = await draw(voice())
  expect(wrapper.get('input').attributes()).toHaveProperty('disabled')
  const duration = vi.spyOn(sound, 'duration', 'get')
  for (const [seconds, max] of [
    [Infinity, '0'],
    [Number.NaN, '0'],
    [9.5, '9.5'],
  ] as const) {
    duration.mockReturnValue(seconds)
    await wrapper.get('audio').trigger('durationchange')
    expect(wrapper.get('input').attributes('max')).toBe(max)
  }
})

test('what does not play stands as a file: saved, or tried again', async () => {
  const { wrapper } = await draw(voice({ duration: 5_000 }))
  await wrapper.get('audio').trigger('error')
  expect(wrapper.get('.media-file').text()).toContain('Did not load')
  expect(wrapper.get('a').attributes('href')).toBe('/media/c%3A17/content?save=1')
  await wrapper.get('[aria-label="Try again"]').trigger('click')
  expect(wrapper.find('audio').exists()).toBe(true)
})
