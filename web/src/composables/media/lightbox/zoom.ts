// How large a picture stands in its frame (pure). `fit`: as a whole, never larger than it is.
export type Zoom = 'fit' | number
type Size = { width: number; height: number }

const STEPS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4]
/** Steps nearer than this to where it stands would not be seen as one. */
const SAME = 0.02

/** 1 = one pixel of the picture is one of the page. */
export function fitScale(picture: Size, frame: Size): number {
  if (picture.width <= 0 || picture.height <= 0) return 1
  return Math.min(1, frame.width / picture.width, frame.height / picture.height)
}

export const scaleOf = (zoom: Zoom, fit: number): number => (zoom === 'fit' ? fit : zoom)

export function larger(zoom: Zoom, fit: number): Zoom {
  const now = scaleOf(zoom, fit)
  return STEPS.find((step) => step > now + SAME) ?? zoom
}

/** Not smaller than it fits. */
export function smaller(zoom: Zoom, fit: number): Zoom {
  const now = scaleOf(zoom, fit)
  const step = STEPS.findLast((one) => one < now - SAME)
  return step === undefined || step <= fit + SAME ? 'fit' : step
}

/** Between the whole picture and its true size. */
export const toggled = (zoom: Zoom, fit: number): Zoom => (zoom === 'fit' && fit < 1 - SAME ? 1 : 'fit')
