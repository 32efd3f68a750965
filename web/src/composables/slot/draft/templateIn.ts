/** Id of the template a kept form was made of: read with distrust like the rest. */
export function templateIn(kept: unknown): string | null {
  const { template } = Object(kept) as { template?: unknown }
  return typeof template === 'string' ? template : null
}
