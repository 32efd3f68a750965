// Areas on the picture of an imagemap: whole numbers in its own units, always inside it, however they are drawn, moved or sized (pure).
export type Area = { x: number; y: number; width: number; height: number }
export type Base = { width: number; height: number }
export type Point = { x: number; y: number }
/** Which sides a handle pulls: −1 left or top, 1 right or bottom, 0 none. */
export type Pull = { x: -1 | 0 | 1; y: -1 | 0 | 1 }

/** Smaller ones are a slip of the hand; a finger needs more. */
export const DRAWN_MIN = 24

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, Math.round(value)))

/** Moved inside, and cut where it is larger than the picture. */
export function clamped(area: Area, base: Base): Area {
  const width = within(area.width, 1, base.width)
  const height = within(area.height, 1, base.height)
  return { x: within(area.x, 0, base.width - width), y: within(area.y, 0, base.height - height), width, height }
}

export const movedBy = (area: Area, by: Point, base: Base): Area =>
  clamped({ ...area, x: area.x + by.x, y: area.y + by.y }, base)

/** The pulled sides move, the others stand; never through each other or out of the picture. */
export function pulledBy(area: Area, pull: Pull, by: Point, base: Base): Area {
  const across = stretched(area.x, area.width, pull.x, by.x, base.width)
  const down = stretched(area.y, area.height, pull.y, by.y, base.height)
  return { x: across.from, width: across.length, y: down.from, height: down.length }
}

function stretched(from: number, length: number, pull: -1 | 0 | 1, by: number, room: number) {
  const to = from + length
  if (pull < 0) {
    const start = within(from + by, 0, to - 1)
    return { from: start, length: to - start }
  }
  return pull === 0 ? { from, length } : { from, length: within(to + by, from + 1, room) - from }
}

/** Between two points, whichever comes first; null = too small to be meant. */
export function drawn(a: Point, b: Point, base: Base): Area | null {
  const [left, right] = [a.x, b.x].map((x) => within(x, 0, base.width)).toSorted((one, other) => one - other)
  const [top, bottom] = [a.y, b.y].map((y) => within(y, 0, base.height)).toSorted((one, other) => one - other)
  const area = { x: left!, y: top!, width: right! - left!, height: bottom! - top! }
  const least = (room: number) => Math.min(DRAWN_MIN, room)
  return area.width < least(base.width) || area.height < least(base.height) ? null : area
}

/** The whole picture in equal parts, row by row, without a gap. */
export function grid(columns: number, rows: number, base: Base): Area[] {
  const edge = (i: number, of: number, room: number) => Math.round((i * room) / of)
  return Array.from({ length: columns * rows }, (_, i) => {
    const [column, row] = [i % columns, Math.floor(i / columns)]
    const [x, y] = [edge(column, columns, base.width), edge(row, rows, base.height)]
    return {
      x,
      y,
      width: edge(column + 1, columns, base.width) - x,
      height: edge(row + 1, rows, base.height) - y,
    }
  })
}

/** Columns × rows, in the order of the menu. */
export const GRIDS = {
  whole: [1, 1],
  halvesAcross: [2, 1],
  halvesDown: [1, 2],
  thirdsAcross: [3, 1],
  thirdsDown: [1, 3],
  quarters: [2, 2],
  sixWide: [3, 2],
  sixTall: [2, 3],
} as const satisfies Record<string, readonly [columns: number, rows: number]>
export type GridName = keyof typeof GRIDS

/** Places in the list of those that share ground with another; edges may touch. */
export function overlapping(areas: readonly (Area | null)[]): Set<number> {
  const found = new Set<number>()
  for (const [i, one] of areas.entries())
    for (const [j, other] of areas.entries())
      if (i !== j && one !== null && other !== null && meet(one, other)) found.add(i)
  return found
}

const meet = (a: Area, b: Area): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
