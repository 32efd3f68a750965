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
  [
    'a flex text needs words or spans; the simulator is content with no spans',
    ({ field, code }) => code === 'empty' && inFlex(field) && last(field) === 'text',
  ],
  [
    'white space alone is no text for us; LINE’s word on it is not known',
    ({ field, code }) => code === 'empty' && last(field) === 'text',
  ],
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
  ['null is no way to leave a field out', ({ code }) => code === 'malformed'],
]
/** Taken here, refused by the simulator. */
const MILDER: [why: string, is: (problem: { message: string; property: string }) => boolean][] = [
  ['ids and tokens have no published length', ({ property }) => /(Id|quoteToken)$/.test(property)],
]

type Verdict = { ours: Problem[]; theirs: { message: string; property: string }[] }
const judge = (message: unknown): Verdict => ({
  ours: validateMessages([message]),
  theirs: checkMessages([message], null),
})

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

test.skipIf(!samplesThere)('LINE’s published objects are all judged alike', () => {
  const all = samples()
  const { reasons, unexplained } = compared(all.map(({ message }) => message))
  tell('published', all.length, reasons)
  expect(unexplained).toEqual([])
  expect([...reasons]).toEqual([])
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
