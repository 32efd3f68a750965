// A sound being played: one at a time on the page, its length known before its bytes are, its speed kept when it begins anew.
import { onBeforeUnmount, ref, watch, type Ref } from 'vue'

export const SPEEDS = [1, 1.5, 2] as const

let speaking: HTMLMediaElement | null = null

/** Whatever else speaks falls silent. */
export function speakAlone(element: HTMLMediaElement): void {
  if (speaking !== element) speaking?.pause()
  speaking = element
}

/** `known`: its length in ms as LINE told it. */
export function usePlayer(element: Ref<HTMLMediaElement | null>, known: () => number | undefined) {
  const playing = ref(false)
  const failed = ref(false)
  const at = ref(0)
  const length = ref((known() ?? 0) / 1000)
  const speed = ref<number>(SPEEDS[0])

  async function toggle() {
    const sound = element.value
    if (sound === null) return
    if (!sound.paused) return sound.pause()
    // A refusal is told by the error event; an interruption (pause before it began) is none.
    await sound.play().catch(() => undefined)
  }

  /** Seconds. */
  function seek(to: number) {
    at.value = Math.max(0, Math.min(to, length.value))
    if (element.value !== null) element.value.currentTime = at.value
  }

  const faster = () => (speed.value = SPEEDS[(SPEEDS.indexOf(speed.value as 1) + 1) % SPEEDS.length]!)
  watch(speed, (rate) => element.value !== null && (element.value.playbackRate = rate))

  const on = {
    play(event: Event) {
      playing.value = true
      const sound = event.target as HTMLMediaElement
      sound.playbackRate = speed.value
      speakAlone(sound)
    },
    pause: () => void (playing.value = false),
    ended: () => void (at.value = 0),
    timeupdate: (event: Event) => void (at.value = (event.target as HTMLMediaElement).currentTime),
    durationchange(event: Event) {
      // Of a live recording a browser knows none until its end.
      const { duration } = event.target as HTMLMediaElement
      if (Number.isFinite(duration) && duration > 0) length.value = duration
    },
    error: () => void (failed.value = true),
  }
  onBeforeUnmount(() => {
    element.value?.pause()
    if (speaking === element.value) speaking = null
  })
  return { playing, failed, at, length, speed, toggle, seek, faster, on }
}
