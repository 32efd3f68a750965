// Three descriptions of one thing agree on its fields: the tables that are checked, the schemas that types come from, and LINE's own
// OpenAPI description where it is there.
import { expect, test } from 'vitest'
import type { TSchema } from 'typebox'
import { MESSAGE_RULE } from './cases.fixture.ts'
import type { Rule } from './check/rule.ts'
import { LIMITS, MESSAGES } from './limits.ts'
import { SendableMessage } from './sendable.ts'
import { description, descriptionThere, type Schema } from './shared.fixture.ts'

type Shape = {
  properties?: Record<string, Shape>
  required?: string[]
  anyOf?: Shape[]
  items?: Shape
  const?: unknown
}

/** Labels differ by place, which a type does not say. */
const byPlace = (name: string) => name === 'label' || name === 'altUri'

function differs(rule: Rule, shape: Shape, at: string, tag?: string): string[] {
  if (rule.kind === 'forbidden' || rule.kind === 'dict') return []
  if (rule.kind === 'list')
    return shape.items === undefined ? [`${at} is no list`] : differs(rule.of, shape.items, `${at}[]`)
  if (rule.kind === 'choice') return differsByKind(rule, shape, at)
  if (rule.kind !== 'object') return shape.properties === undefined ? [] : [`${at} is an object`]
  const [ours, theirs] = [Object.keys(rule.fields), Object.keys(shape.properties ?? {}).filter((name) => name !== tag)]
  const names = [
    ...ours.filter((name) => !theirs.includes(name) && name !== 'label').map((name) => `${at}.${name} is in no schema`),
    ...theirs.filter((name) => !ours.includes(name) && !byPlace(name)).map((name) => `${at}.${name} is in no table`),
  ]
  const needs = ours.filter(
    (name) =>
      !byPlace(name) &&
      theirs.includes(name) &&
      (rule.fields[name]!.optional !== true) !== (shape.required?.includes(name) ?? false),
  )
  return [
    ...names,
    ...needs.map((name) => `${at}.${name} is required in one alone`),
    ...ours.flatMap((name) =>
      shape.properties?.[name] ? differs(rule.fields[name]!, shape.properties[name], `${at}.${name}`) : [],
    ),
  ]
}

const typesOf = (shape: Shape): unknown[] => {
  const type = shape.properties?.type
  return type?.anyOf?.map((one) => one.const) ?? [type?.const]
}

function differsByKind(rule: Rule & { kind: 'choice' }, shape: Shape, at: string): string[] {
  // A schema knows no more of flex than that it is a bubble or a carousel.
  if (at === '.flex.contents') return []
  const shapes = shape.anyOf?.every((one) => one.properties !== undefined) ? shape.anyOf : [shape]
  const known = shapes.flatMap(typesOf)
  const kinds = rule.of()
  const missing = [
    ...Object.keys(kinds)
      .filter((type) => !known.includes(type))
      .map((type) => `${at} ${type} is in no schema`),
    ...known
      .filter((type) => !Object.hasOwn(kinds, String(type)))
      .map((type) => `${at} ${String(type)} is in no table`),
  ]
  return [
    ...missing,
    ...rule.names.flatMap((type) => {
      const own = shapes.find((one) => typesOf(one).includes(type))
      return own === undefined ? [] : differs({ ...kinds[type]!, optional: true }, own, `${at}.${type}`, 'type')
    }),
  ]
}

test('table and schema agree on kinds, fields and which of them are required', () => {
  expect(differs(MESSAGE_RULE, SendableMessage as TSchema as Shape, '')).toEqual([])
})

test('the comparison notices a field too many, one too few, a kind and an order', () => {
  const shape = structuredClone(SendableMessage as TSchema as Shape)
  const text = shape.anyOf!.find((one) => one.properties!.type!.const === 'text')!
  delete text.properties!.emojis
  text.properties!.more = {}
  text.required = ['type']
  shape.anyOf = shape.anyOf!.filter((one) => one.properties!.type!.const !== 'audio')
  expect(differs(MESSAGE_RULE, shape, '')).toEqual([
    ' audio is in no schema',
    '.text.emojis is in no schema',
    '.text.more is in no table',
    '.text.text is required in one alone',
  ])
})

if (!descriptionThere)
  console.log('shapes.test.ts compares nothing with LINE’s description: ../shared/line-openapi is not there')

/** Stricter than the description on purpose, or older than it. */
const KNOWN = new Set(['Action.label', 'FlexComponent spacer'])

function compare(schemas: Record<string, Schema>): { differences: string[]; seen: Set<string> } {
  const [differences, seen] = [[] as string[], new Set<string>()]
  const nameOf = (ref: string) => ref.split('/').at(-1)!
  const note = (text: string) => void (KNOWN.has(text) || differences.push(text))

  function whole(name: string): {
    properties: Record<string, Schema>
    required: string[]
    mapping: Record<string, string> | undefined
  } {
    const schema = schemas[name]!
    const parts = (schema.allOf ?? []).map((part) =>
      part.$ref === undefined
        ? { properties: part.properties ?? {}, required: part.required ?? [] }
        : whole(nameOf(part.$ref)),
    )
    return {
      properties: Object.assign({}, ...parts.map((part) => part.properties), schema.properties),
      required: [...parts.flatMap((part) => part.required), ...(schema.required ?? [])],
      mapping: schema.discriminator?.mapping,
    }
  }

  function object(rule: Rule & { kind: 'object' }, name: string, tagged: boolean): void {
    seen.add(name)
    const { properties, required } = whole(name)
    const theirs = Object.keys(properties).filter((field) => !(tagged && field === 'type'))
    for (const field of Object.keys(rule.fields)) if (!theirs.includes(field)) note(`${name}.${field} is not LINE’s`)
    for (const field of theirs) if (!Object.hasOwn(rule.fields, field)) note(`${name}.${field} is not ours`)
    for (const [field, inner] of Object.entries(rule.fields)) {
      const schema = properties[field]
      if (schema === undefined) continue
      if (inner.optional === true && required.includes(field)) note(`${name}.${field} is required`)
      value(inner, schema, `${name}.${field}`)
    }
  }

  function value(rule: Rule, schema: Schema, at: string): void {
    const lengths = rule.kind === 'text' || rule.kind === 'url' ? schema.maxLength : schema.maxItems
    if (lengths !== undefined && 'max' in rule && rule.max !== lengths) note(`${at} is at most ${lengths}`)
    if (
      schema.enum !== undefined &&
      (rule.kind !== 'oneOf' || String([...rule.values].sort()) !== String([...schema.enum].sort()))
    )
      note(`${at} is one of ${String(schema.enum)}`)
    const kinds = {
      string: ['text', 'url', 'oneOf', 'measure', 'color', 'ratio', 'moment'],
      integer: ['number'],
      number: ['number'],
      boolean: ['flag'],
      array: ['list'],
    }
    const fitting = kinds[schema.type as keyof typeof kinds]
    if (fitting !== undefined && rule.kind !== 'forbidden' && !fitting.includes(rule.kind))
      note(`${at} is a ${schema.type}`)
    if (rule.kind === 'list' && schema.items !== undefined) value(rule.of, schema.items, `${at}[]`)
    if (rule.kind === 'dict' && schema.additionalProperties !== undefined)
      value(rule.of, schema.additionalProperties, `${at}{}`)
    if (schema.$ref !== undefined) named(rule, nameOf(schema.$ref), at)
  }

  function named(rule: Rule, name: string, at: string): void {
    if (rule.kind === 'object') return seen.has(name) ? undefined : object(rule, name, false)
    if (rule.kind !== 'choice') return rule.kind === 'forbidden' ? undefined : note(`${at} is a ${name}`)
    const { mapping } = whole(name)
    const kinds = rule.of()
    if (mapping === undefined) return only(rule, name, at)
    for (const type of Object.keys(kinds)) if (!Object.hasOwn(mapping, type)) note(`${name} ${type}`)
    for (const [type, ref] of Object.entries(mapping)) {
      if (!Object.hasOwn(kinds, type)) note(`${name} ${type} is not ours`)
      else if (!seen.has(nameOf(ref))) object({ ...kinds[type]!, optional: true }, nameOf(ref), true)
    }
  }

  /** One kind of several in this place: LINE names it directly. */
  function only(rule: Rule & { kind: 'choice' }, name: string, at: string): void {
    const [type, ...more] = rule.names
    if (type === undefined || more.length > 0) return note(`${at} is a ${name}`)
    if (!seen.has(name)) object({ ...rule.of()[type]!, optional: true }, name, true)
  }

  named(MESSAGE_RULE, 'Message', '')
  return { differences, seen }
}

test.skipIf(!descriptionThere)('LINE’s description and the tables agree on kinds, fields, values and lengths', () => {
  const schemas = description()
  const { differences, seen } = compare(schemas)
  expect(differences).toEqual([])
  // Everything that a message can hold was looked at.
  const holding =
    /Message(V2)?$|Template$|Column$|^Imagemap|ImagemapAction$|^Flex|Action$|^QuickReply|^Sender$|Emoji|Substitution|Mention/
  const names = Object.keys(MESSAGES).map((type) => schemas.Message!.discriminator!.mapping![type]!.split('/').at(-1)!)
  for (const name of names) expect(seen).toContain(name)
  const left = Object.entries(schemas)
    .filter(
      ([name, schema]) =>
        holding.test(name) && schema.enum === undefined && schema.discriminator === undefined && !seen.has(name),
    )
    .map(([name]) => name)
  expect(left).toEqual(['SentMessage'])
})

test.skipIf(!descriptionThere)('the comparison with LINE’s description notices what differs', () => {
  const schemas = description()
  const [, own] = schemas.FlexButton!.allOf!
  delete own!.properties!.scaling
  own!.properties!.style!.enum = ['primary']
  own!.properties!.news = { type: 'string' }
  schemas.Sender!.properties!.name!.maxLength = 21
  expect(compare(schemas).differences.sort()).toEqual([
    'FlexButton.news is not ours',
    'FlexButton.scaling is not LINE’s',
    'FlexButton.style is one of primary',
    'Sender.name is at most 21',
  ])
})

test.skipIf(!descriptionThere)('words of flex look are LINE’s, read from its keyword lists', () => {
  const schemas = description()
  const { box, image, icon, text, span } = LIMITS.flex.component
  const words = (name: string) => [...schemas[name]!.enum!].sort()
  const ours = (rule: { words: readonly string[] }) => [...rule.words].sort()
  expect(ours(box.fields.spacing)).toEqual(words('FlexBoxSpacing'))
  expect(ours(box.fields.margin)).toEqual(words('FlexMargin'))
  expect(ours(box.fields.paddingAll)).toEqual(words('FlexBoxPadding'))
  expect(ours(box.fields.offsetTop)).toEqual(words('FlexOffset'))
  expect(ours(box.fields.borderWidth)).toEqual(words('FlexBoxBorderWidth'))
  expect(ours(box.fields.cornerRadius)).toEqual(words('FlexBoxCornerRadius'))
  expect(ours(image.fields.size)).toEqual(words('FlexImageSize'))
  expect(ours(icon.fields.size)).toEqual(words('FlexIconSize'))
  expect(ours(text.fields.size)).toEqual(words('FlexTextFontSize'))
  expect(ours(span.fields.size)).toEqual(words('FlexSpanSize'))
})
