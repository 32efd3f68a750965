// How smoothly a page is drawn while it is scrolled as a wheel scrolls it: a step a frame.
import type { Page } from 'playwright-core'

/** NF-8: a frame that takes longer is felt. */
export const LONG_FRAME_MS = 50

export type Frames = { count: number; long: number; worstMs: number }

/** `by`: px a frame, negative = up. `ms`: for so long. Elements of a page without a window are drawn 60 times a second at most as well. */
export async function scrolledFrames(
  page: Page,
  selector: string,
  { by, ms }: { by: number; ms: number },
): Promise<Frames> {
  const took = await page.evaluate<number[]>(`new Promise((done) => {
    const scroller = document.querySelector(${JSON.stringify(selector)})
    const took = []
    const begin = performance.now()
    let last = begin
    requestAnimationFrame(function step(now) {
      if (now > last) took.push(now - last)
      last = now
      scroller.scrollTop += ${by}
      if (now - begin < ${ms}) requestAnimationFrame(step)
      else done(took)
    })
  })`)
  return {
    count: took.length,
    long: took.filter((one) => one > LONG_FRAME_MS).length,
    worstMs: Math.round(Math.max(...took)),
  }
}

export const framesSaid = ({ count, long, worstMs }: Frames) =>
  `${count} frames, ${long} of them over ${LONG_FRAME_MS} ms, the longest ${worstMs} ms`
