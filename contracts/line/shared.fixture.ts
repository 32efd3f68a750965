// LINE's published samples and descriptions, read where they are there; nothing of them is kept in the project.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')
const SHARED = join(ROOT, '..', 'shared')
const FIXTURES = join(SHARED, 'fixtures')
const OPENAPI = join(SHARED, 'line-openapi', 'messaging-api.yml')

export const samplesThere = existsSync(FIXTURES)
export const descriptionThere = existsSync(OPENAPI)

export type Sample = { name: string; message: unknown }

/** Every published message object; flex containers as messages. */
export function samples(): Sample[] {
  const read = (folder: string) =>
    readdirSync(join(FIXTURES, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => ({
        name: `${folder}/${name}`,
        message: JSON.parse(readFileSync(join(FIXTURES, folder, name), 'utf8')) as unknown,
      }))
  const containers = read('flex').map(({ name, message: contents }) => ({
    name,
    message: { type: 'flex', altText: 'x', contents },
  }))
  return [...read('messages'), ...containers]
}

export type Schema = {
  $ref?: string
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  allOf?: Schema[]
  items?: Schema
  enum?: string[]
  maxLength?: number
  maxItems?: number
  additionalProperties?: Schema
  discriminator?: { mapping?: Record<string, string> }
}

let read: Record<string, Schema> | undefined
/** LINE's schemas by name; a copy, to be changed at will. */
export const description = (): Record<string, Schema> => structuredClone((read ??= readDescription()))

/** The reader of YAML is the services'. */
function readDescription(): Record<string, Schema> {
  const { parse } = createRequire(join(ROOT, 'services', 'package.json'))('yaml') as { parse(text: string): unknown }
  return (parse(readFileSync(OPENAPI, 'utf8')) as { components: { schemas: Record<string, Schema> } }).components
    .schemas
}
