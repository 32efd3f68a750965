// Timelines nobody should send, from a seed: every kind of body and of what we send, with bad words, sizes and shapes wherever a value
// stands.
import type { Body, MessageRow } from '@madoguchi/contracts/row/message'
import { BAD_WORDS, hostileContents, mutated, pick, type Random } from '../../src/composables/flex/hostile.fixture.ts'
import { GALLERY, type Group } from './galleryItems.ts'
import type { Shown } from './items/row.ts'

const LONG = [
  'x'.repeat(3_000),
  'あ'.repeat(3_000),
  '\u0301'.repeat(500),
  '👩‍👩‍👧‍👦'.repeat(200),
  '\n'.repeat(300),
  '\u202e\u2066'.repeat(100),
]
const LINKS = [
  'https://evilmark.example/<script>',
  'javascript:alert(1) https://a.example',
  'data:text/html,<script>alert(1)</script>',
  'http://[::1', // no address at all
  'https://user:pass@evilmark.example/',
  'mailto:evilmark@example.com?subject=<b>',
  'tel:+81-90-0000-0000;ext=javascript:1',
]
const words = (random: Random): string => pick(random, [...BAD_WORDS, ...LONG, ...LINKS])

/** The gallery's own rows, which hold every kind; each is bent once more. */
const MODELS: Shown[] = GALLERY.flatMap(({ items }) => items)

function bent(random: Random, i: number): Shown {
  const model = structuredClone(pick(random, MODELS))
  const row: MessageRow = { ...model, body: withWords(model.body, random) }
  return { ...row, id: `shop:h${i}`, event: `h${i}`, at: model.at + i } as Shown
}

/** Kind and type stay, so that it is drawn as what it claims to be; every other word is replaced with some chance. */
function withWords(body: Body, random: Random): Body {
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'string' && key !== 'kind' && key !== 'type' && key !== 'state' && random() < 0.6)
      return words(random)
    if (Array.isArray(value)) return value.map((one) => walk(one, key))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, name)]))
  }
  return walk(body, '') as Body
}

/** What an agent's colleague, or an older version, may have sent: any object at all. */
function sent(random: Random, i: number): Shown {
  const models = MODELS.filter(({ body }) => body.kind === 'sent')
  const model = structuredClone(pick(random, models))
  const messages = (model.body as Extract<Body, { kind: 'sent' }>).messages
  const message =
    random() < 0.3
      ? { type: 'flex', altText: words(random), contents: hostileContents(random) }
      : mutated(messages[0], random)
  return {
    ...model,
    body: { kind: 'sent', messages: [message] } as Body,
    id: `h${i}`,
    event: `h${i}`,
    at: model.at + i,
  }
}

export const hostileGroup = (random: Random, count: number, from: number): Group => ({
  title: words(random).slice(0, 80),
  items: Array.from({ length: count }, (_, n) => (random() < 0.6 ? bent : sent)(random, from + n)),
})

export const hostileNames = (random: Random): string[] => Array.from({ length: 6 }, () => words(random))
