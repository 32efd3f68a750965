// The shapes of pictures that have been drawn once, so that one that is scrolled back to stands in its own shape at once.
export type Shape = { width: number; height: number }

/** About what a long look through a thread draws; the longest unseen goes. */
const KEPT = 500
const shapes = new Map<string, Shape>()

export const shapeOf = (id: string): Shape | null => shapes.get(id) ?? null

export function rememberShape(id: string, shape: Shape): void {
  shapes.delete(id)
  shapes.set(id, shape)
  if (shapes.size > KEPT) shapes.delete(shapes.keys().next().value!)
}
