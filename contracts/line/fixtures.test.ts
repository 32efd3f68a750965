// LINE's and its SDKs' published message objects: taken, or refused for a reason that is written down here.
import { expect, test } from 'vitest'
import { samples, samplesThere } from './shared.fixture.ts'
import { validateMessages } from './validate.ts'

if (!samplesThere) console.log('fixtures.test.ts reads nothing: ../shared/fixtures is not there')

/** Samples of what may be serialised, not of what LINE takes. */
const REFUSED: Record<string, [why: string, ...problems: string[]]> = {
  'text/005-sdk-go.json': ['an empty text', 'text empty'],
  'text/008-sdk-go.json': ['its second emoji points beside the $', 'emojis[1].index misplaced'],
  'sticker/001-sdk-go.json': ['package 1 is on the list no longer', 'packageId not_allowed'],
  'sticker/002-sdk-go.json': ['package 1 is on the list no longer', 'packageId not_allowed'],
  'template-buttons/001-sdk-go.json': ['more than four actions', 'template.actions too_many 4'],
  'template-buttons/003-sdk-go.json': ['more than four actions', 'template.actions too_many 4'],
  'template-buttons/004-sdk-go.json': ['more than four actions', 'template.actions too_many 4'],
  'template-buttons/005-sdk-go.json': ['more than four actions', 'template.actions too_many 4'],
  'template-buttons/012-sdk-go.json': ['altUri, which only flex supports', 'template.actions[2].altUri not_allowed'],
  'template-carousel/001-sdk-go.json': ['four actions in a column', 'template.columns[0].actions too_many 3'],
  'template-carousel/002-sdk-go.json': ['four actions in a column', 'template.columns[0].actions too_many 3'],
  'flex-bubble/011-sdk-java.json': ['a rich menu’s switch', 'contents.body.contents[0].action.type not_allowed'],
}

test.skipIf(!samplesThere)('every published message object is taken, except those whose fault is known', () => {
  const all = samples()
  expect(all.length).toBeGreaterThan(60)
  const met = new Set<string>()
  for (const { name, message } of all) {
    const short = name.replace('messages/', '')
    const problems = validateMessages([message]).map(({ field, code, limit }) =>
      [field.replace('messages[0].', ''), code, ...(limit === undefined ? [] : [limit])].join(' '),
    )
    const [why, ...expected] = REFUSED[short] ?? []
    if (why !== undefined) met.add(short)
    expect([short, problems]).toEqual([short, expected])
    if (why !== undefined) console.log(`${short}: refused for ${why}`)
  }
  expect([...met].sort()).toEqual(Object.keys(REFUSED).sort())
})

test.skipIf(!samplesThere)('together in one send the published objects are judged as each alone', () => {
  const all = samples()
  for (let i = 0; i < all.length; i += 5) {
    const five = all.slice(i, i + 5).map(({ message }) => message)
    const alone = five.flatMap((message, n) =>
      validateMessages([message]).map((one) => ({ ...one, field: one.field.replace('messages[0]', `messages[${n}]`) })),
    )
    expect(validateMessages(five)).toEqual(alone)
  }
})
