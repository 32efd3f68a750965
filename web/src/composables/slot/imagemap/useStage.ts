// Hand and keys on the picture of an imagemap: draw an area, move it, pull its corners. What is being done is shown at once and written
// when the hand lets go.
import { shallowRef, type Ref } from 'vue'
import { drawn, movedBy, pulledBy, type Area, type Base, type Point, type Pull } from './area.ts'

/** An arrow key goes this far; with Alt one unit. */
const STEP = 10
const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

type Drag = { from: Point; pointer: number; i: number | null; area: Area | null; pull: Pull | null }
type Deps = {
  box: Readonly<Ref<HTMLElement | null>>
  base: () => Base
  areas: () => readonly (Area | null)[]
  /** No further area can be added. */
  full: () => boolean
  choose: (i: number | null) => void
  draw: (area: Area) => void
  change: (i: number, area: Area) => void
  remove: (i: number) => void
}

export function useStage({ box, base, areas, full, choose, draw, change, remove }: Deps) {
  /** `i` null: being drawn. */
  const live = shallowRef<{ i: number | null; area: Area } | null>(null)
  let drag: Drag | null = null

  function pointOf({ clientX, clientY }: PointerEvent): Point {
    const { left, top, width, height } = box.value!.getBoundingClientRect()
    const { width: across, height: down } = base()
    return { x: ((clientX - left) / width) * across, y: ((clientY - top) / height) * down }
  }

  function down(event: PointerEvent, i: number | null, pull: Pull | null = null) {
    if (event.button !== 0 || drag !== null) return
    choose(i)
    if (i === null && full()) return
    box.value?.setPointerCapture(event.pointerId)
    drag = { from: pointOf(event), pointer: event.pointerId, i, area: i === null ? null : (areas()[i] ?? null), pull }
  }

  function shapeAt(to: Point, { from, area, pull }: Drag): Area | null {
    if (area === null) return drawn(from, to, base())
    const by = { x: to.x - from.x, y: to.y - from.y }
    return pull === null ? movedBy(area, by, base()) : pulledBy(area, pull, by, base())
  }

  function move(event: PointerEvent) {
    if (drag === null || event.pointerId !== drag.pointer) return
    const area = shapeAt(pointOf(event), drag)
    live.value = area === null ? null : { i: drag.i, area }
  }

  function up(event: PointerEvent) {
    if (drag === null || event.pointerId !== drag.pointer) return
    const [{ i }, made] = [drag, live.value]
    cancel()
    if (made === null) return
    if (i === null) draw(made.area)
    else change(i, made.area)
  }

  function cancel() {
    drag = null
    live.value = null
  }

  function key(event: KeyboardEvent, i: number) {
    const [arrow, area] = [ARROWS[event.key], areas()[i]]
    if (event.key === 'Delete' || event.key === 'Backspace') remove(i)
    else if (arrow !== undefined && area && !event.ctrlKey && !event.metaKey) {
      const step = event.altKey ? 1 : STEP
      const by = { x: arrow.x * step, y: arrow.y * step }
      change(i, event.shiftKey ? pulledBy(area, { x: 1, y: 1 }, by, base()) : movedBy(area, by, base()))
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return { live, down, move, up, cancel, key }
}
