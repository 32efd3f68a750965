// Areas as they stand in the form: words of numbers, of which some may be none yet.
import { wordsAt, type Form, type Value } from '../form.ts'
import { clamped, GRIDS, grid, type Area, type Base, type GridName } from './area.ts'

const formOf = (value: Value | undefined): Form => (typeof value === 'object' && !Array.isArray(value) ? value : {})

const NUMBER = /^\d{1,6}$/
const numberAt = (form: Form, name: string): number | null => {
  const typed = wordsAt(form, name).normalize('NFKC').trim()
  return NUMBER.test(typed) ? Number(typed) : null
}

/** LINE bounds no height; a picture taller than this many widths is a slip. */
const TALLEST = 10

/** null: no height is known that a picture could have. */
export function baseOf(form: Form, width: number): Base | null {
  const height = numberAt(formOf(form.baseSize), 'height')
  return height === null || height < 1 || height > width * TALLEST ? null : { width, height }
}

/** As far as it lies on the picture; null: it cannot be drawn yet. */
export function areaIn(form: Value | undefined, base: Base): Area | null {
  const at = (name: string) => numberAt(formOf(form), name)
  const [x, y, width, height] = [at('x'), at('y'), at('width'), at('height')]
  if (x === null || y === null || !width || !height) return null
  return x < base.width && y < base.height ? clamped({ x, y, width, height }, base) : null
}

export const areaWords = ({ x, y, width, height }: Area): Form => ({
  x: String(x),
  y: String(y),
  width: String(width),
  height: String(height),
})

/** What taps did stays with the areas in their order; the grid says how many there are. */
export function gridded(items: readonly Form[], name: GridName, base: Base, fresh: () => Form): Form[] {
  const [columns, rows] = GRIDS[name]
  return grid(columns, rows, base).map((area, i) => ({ ...(items[i] ?? fresh()), area: areaWords(area) }))
}
