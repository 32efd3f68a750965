// The simulator knows the same limits, written apart from these tables: where both judge, they agree. Where they do not, the reason
// is one of the list, which says who is right.
import { expect, test } from 'vitest'
import { checkMessages } from '../../services/simulator/api/message/messages.ts'
import { casesOf, MESSAGE_RULE } from './cases.fixture.ts'
import { dice, mutated } from './mutate.fixture.ts'
import { samples, samplesThere } from './shared.fixture.ts'
import { validateMessages, type Problem } from './validate.ts'

if (!samplesThere) console.log('simulator.test.ts judges no published messages: ../shared/fixtures is not there')

const last = (field: string) => /[^.]*$/.exec(field)![0].replace(/\[\d+\]$/, '')
const inFlex = (field: string) => field.startsWith('messages[0].contents')
const LOOKS =
  /^(flex|spacing|margin|position|offset\w+|\w*[cC]olor|borderWidth|cornerRadius|width|maxWidth|height|maxHeight|padding\w+|justifyContent|alignItems|gravity|align|size|aspectMode|weight|style|decoration|wrap|lineSpacing|maxLines|adjustMode|scaling|animated|angle|centerPosition|separator\w*|styles|header|body|footer|hero)$/

/** Refused here, taken by the simulator; the last only where the message says null. */
const STRICTER: [why: string, is: (problem: Problem) => boolean][] = [
  [
    'what no description knows is refused here (MF-9); the simulator passes it on',
    ({ code }) => code === 'unknown_field',
  ],
  ['a tap on a video in a hero is not judged by the simulator', ({ field }) => /\.hero\.action/.test(field)],
  [
    'a flex text needs words or spans; the simulator is content with no spans',
    ({ field, code }) => code === 'empty' && inFlex(field) && last(field) === 'text',
  ],
  [
    'white space alone is no text for us; LINE’s word on it is not known',
    ({ field, code }) => code === 'empty' && last(field) === 'text',
  ],
  ['a % that encodes nothing', ({ code }) => code === 'not_encoded'],
  ['an address without a host', ({ field, code }) => code === 'malformed' && /(url|uri)$/i.test(last(field))],
  [
    'the simulator does not judge looks',
    ({ field, code }) => inFlex(field) && LOOKS.test(last(field)) && code !== 'unknown_kind',
  ],
  ['… nor gradients', ({ field }) => /\.background(\.|$)/.test(field)],
  ['… nor the colour behind a picture', ({ field }) => last(field) === 'imageBackgroundColor'],
  ['… nor the ratio of an icon', ({ field }) => last(field) === 'aspectRatio'],
  ['… nor how deep boxes stand in boxes', ({ code }) => code === 'too_deep'],
  ['… nor the style block', ({ field }) => /\.styles(\.|$)/.test(field)],
  ['… nor how often pictures move', ({ field, code }) => code === 'too_many' && last(field) === 'contents'],
  [
    '… nor whether numbers are whole',
    ({ field, code }) => code === 'malformed' && /^(x|y|width|height|duration)$/.test(last(field)),
  ],
  [
    '… nor whether areas have a size and lie in the picture',
    ({ field, code }) => code === 'out_of_range' && /\.area\.\w+$/.test(field),
  ],
  [
    '… nor whether a day exists, lies in the years, or a picker ends after it begins',
    ({ field }) => /^(initial|max|min)$/.test(last(field)),
  ],
  ['altUri is of flex only (§4), and at most 1,000', ({ field }) => /\.altUri(\.|$)/.test(field)],
  [
    'a label is required in templates, and 20 (§4), also that of a default action',
    ({ field }) => field.endsWith('defaultAction.label'),
  ],
  ['spans that are no list', ({ field, code }) => code === 'malformed' && last(field) === 'contents'],
  ['null is no way to leave a field out', ({ code }) => code === 'malformed'],
]
/** Taken here, refused by the simulator. */
const MILDER: [why: string, is: (problem: { message: string; property: string }) => boolean][] = [
  ['“Online” is not LINE: the simulator looks for the letters', ({ property }) => property.endsWith('sender.name')],
  ['ids and tokens have no published length', ({ property }) => /(Id|quoteToken)$/.test(property)],
  [
    'a flex text has no limit of its own (§4), only its bubble has',
    ({ property, message }) => property.includes('contents') && message.includes('2000'),
  ],
]

type Verdict = { ours: Problem[]; theirs: { message: string; property: string }[] }
const judge = (message: unknown): Verdict => ({ ours: validateMessages([message]), theirs: theirsOf(message) })

/** It throws at names that objects are born with, e.g. the type `__proto__`: no way of taking them. */
function theirsOf(message: unknown): Verdict['theirs'] {
  try {
    return checkMessages([message], null)
  } catch (error) {
    return [{ message: String(error), property: 'messages[0]' }]
  }
}

/** Why they disagree; undefined = unexplained. */
function reasonOf({ ours, theirs }: Verdict, message: unknown): string | undefined {
  if (theirs.length === 0) {
    const whys = ours.map((problem) => whyStricter(problem, message))
    return whys.every((why) => why !== undefined) ? whys[0] : undefined
  }
  const whys = theirs.map((problem) => MILDER.find(([, is]) => is(problem))?.[0])
  return whys.every((why) => why !== undefined) ? whys[0] : undefined
}

function whyStricter(problem: Problem, message: unknown): string | undefined {
  const [why] = STRICTER.find(([, is]) => is(problem)) ?? []
  if (why !== STRICTER.at(-1)![0]) return why
  return valueAt(message, problem.field) === null ? why : undefined
}

function valueAt(message: unknown, field: string): unknown {
  const steps = field.replace('messages[0]', '').match(/[^.[\]]+/g) ?? []
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | null)?.[step], message)
}

function compared(messages: unknown[]) {
  const reasons = new Map<string, number>()
  const unexplained: unknown[] = []
  for (const message of messages) {
    const verdict = judge(message)
    if ((verdict.ours.length === 0) === (verdict.theirs.length === 0)) continue
    const why = reasonOf(verdict, message)
    if (why === undefined) unexplained.push({ message, ...verdict })
    else reasons.set(why, (reasons.get(why) ?? 0) + 1)
  }
  return { reasons, unexplained }
}

function tell(what: string, of: number, reasons: Map<string, number>) {
  const lines = [...reasons].map(([why, n]) => `  ${n} × ${why}`)
  console.log([`${what}: ${of} messages, disagreements:`, ...lines].join('\n'))
}

test.skipIf(!samplesThere)('of LINE’s published objects, all but one are judged alike', () => {
  const all = samples()
  const { reasons, unexplained } = compared(all.map(({ message }) => message))
  tell('published', all.length, reasons)
  expect(unexplained).toEqual([])
  expect([...reasons]).toEqual([['altUri is of flex only (§4), and at most 1,000', 1]])
})

test('at every limit both say the same, or the difference is known', () => {
  const messages = casesOf(MESSAGE_RULE).flatMap(({ good, bad }) => (good === undefined ? [bad] : [good, bad]))
  const { reasons, unexplained } = compared(messages)
  tell('limits', messages.length, reasons)
  expect(unexplained.slice(0, 3)).toEqual([])
  const agreed = messages.length - [...reasons.values()].reduce((sum, n) => sum + n, 0)
  expect(agreed).toBeGreaterThan(messages.length * 0.6)
})

test('of two thousand damaged messages both say the same, or the difference is known', () => {
  const { pick, below } = dice(7)
  const valid = casesOf(MESSAGE_RULE).flatMap(({ good }) => (good === undefined ? [] : [good]))
  const from = samplesThere ? [...valid, ...samples().map(({ message }) => message)] : valid
  const damaged = Array.from({ length: 2_000 }, () => mutated(pick(from), { pick, below }))
  const { reasons, unexplained } = compared(damaged.map((one) => JSON.parse(JSON.stringify(one ?? null)) as unknown))
  tell('damaged', damaged.length, reasons)
  expect(unexplained.slice(0, 3)).toEqual([])
})
