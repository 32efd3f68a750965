// A message object held against LINE's own description: every field known, what is required there, words of the listed ones, lengths
// within the published. Not our tables: what they say of LINE is checked by this.
import type { Schema } from '../../contracts/line/shared.fixture.ts'

type Schemas = Record<string, Schema>
type Json = Record<string, unknown>

/** Paths with what does not fit; none = LINE's description knows it all. */
export const misfits = (schemas: Schemas, message: unknown): string[] =>
  unfit({ $ref: '#/components/schemas/Message' }, message, 'message', schemas)

function unfit(schema: Schema, value: unknown, at: string, schemas: Schemas): string[] {
  const whole = resolved(schema, value, schemas)
  if (whole === null) return [`${at}.type is not known`]
  if (whole.enum !== undefined && !whole.enum.includes(String(value))) return [`${at} is none of ${whole.enum.join()}`]
  if (whole.type === 'array') return unfitList(whole, value, at, schemas)
  if (whole.properties !== undefined) return unfitObject(whole, value, at, schemas)
  const wanted = whole.type === 'integer' ? 'number' : whole.type
  if (wanted !== undefined && wanted !== 'object' && typeof value !== wanted) return [`${at} is no ${wanted}`]
  return whole.maxLength !== undefined && String(value).length > whole.maxLength ? [`${at} is too long`] : []
}

/** References followed, kinds chosen by `type`, parts put together; null = no such kind. */
function resolved(schema: Schema, value: unknown, schemas: Schemas): Schema | null {
  const named = schema.$ref === undefined ? schema : schemas[schema.$ref.split('/').at(-1)!]!
  const mapping = named.discriminator?.mapping
  const kind = mapping?.[String((value as Json | null)?.type)]
  if (mapping !== undefined && kind === undefined) return null
  if (kind !== undefined && kind !== schema.$ref)
    return resolved({ $ref: kind }, value, withoutKinds(schemas, schema.$ref))
  const parts = (named.allOf ?? []).map((part) => resolved(part, value, withoutKinds(schemas, part.$ref)))
  const all = [named, ...parts.filter((part) => part !== null)]
  const properties = Object.assign({}, ...all.map((part) => part.properties)) as Record<string, Schema>
  return {
    ...named,
    ...(Object.keys(properties).length > 0 && { properties }),
    required: all.flatMap(({ required = [] }) => required),
  }
}

/** A kind names its family as a part of it: there the family's choice of kinds is done. */
function withoutKinds(schemas: Schemas, ref: string | undefined): Schemas {
  const name = ref?.split('/').at(-1)
  if (name === undefined) return schemas
  const { discriminator: _, ...rest } = schemas[name]!
  return { ...schemas, [name]: rest }
}

function unfitList({ items, maxItems }: Schema, value: unknown, at: string, schemas: Schemas): string[] {
  if (!Array.isArray(value)) return [`${at} is no list`]
  const many = maxItems !== undefined && value.length > maxItems ? [`${at} is too many`] : []
  return [...many, ...value.flatMap((one, i) => unfit(items!, one, `${at}[${i}]`, schemas))]
}

function unfitObject({ properties, required = [] }: Schema, value: unknown, at: string, schemas: Schemas): string[] {
  if (typeof value !== 'object' || value === null) return [`${at} is no object`]
  const missing = required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${at}.${name} is missing`)
  const rest = Object.entries(value).flatMap(([name, inner]) => {
    const schema = properties![name]
    return schema === undefined ? [`${at}.${name} is unknown`] : unfit(schema, inner, `${at}.${name}`, schemas)
  })
  return [...missing, ...rest]
}
