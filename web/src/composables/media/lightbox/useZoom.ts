// How large the picture of the lightbox stands; each one begins as a whole.
import { computed, ref, shallowRef } from 'vue'
import { fitScale, larger, scaleOf, smaller, toggled, type Zoom } from './zoom.ts'

type Size = { width: number; height: number }

/** `known`: the picture has come and may be zoomed. */
export function useZoom() {
  const zoom = ref<Zoom>('fit')
  const picture = shallowRef<Size | null>(null)
  const frame = shallowRef<Size>({ width: 0, height: 0 })
  const fit = computed(() => (picture.value === null ? 1 : fitScale(picture.value, frame.value)))

  return {
    zoom,
    picture,
    frame,
    known: computed(() => picture.value !== null),
    scale: computed(() => scaleOf(zoom.value, fit.value)),
    isLargest: computed(() => larger(zoom.value, fit.value) === zoom.value),
    reset() {
      zoom.value = 'fit'
      picture.value = null
    },
    larger: () => void (zoom.value = larger(zoom.value, fit.value)),
    smaller: () => void (zoom.value = smaller(zoom.value, fit.value)),
    toggle: () => void (zoom.value = toggled(zoom.value, fit.value)),
    whole: () => void (zoom.value = 'fit'),
    actual: () => void (zoom.value = 1),
  }
}

export type Zoomed = ReturnType<typeof useZoom>
