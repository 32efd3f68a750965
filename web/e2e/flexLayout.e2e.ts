// Boxes of our own cards in a real Chromium against what LINE documents of its layout. Each expectation is written from the rule.
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findChromium } from '../../services/test/chromium.ts'
import { openBrowser } from './browser.ts'
import { openFlexPage, type FlexPage } from './flexPage.ts'
import { block, box, bubble, image, LOREM, near, openStage, text, type Rect, type Stage } from './flexStage.ts'

const missing = findChromium() === null ? 'no Chromium' : null
if (missing !== null) console.warn(`cards are not measured: ${missing}`)
/** What a mega bubble leaves to the parts of its body: 300 less 20 on either side. */
const INSIDE = 260

describe.skipIf(missing !== null)('cards measured against LINE’s rules', () => {
  let browser: Browser
  let cards: FlexPage
  let stage: Stage
  beforeAll(async () => {
    cards = await openFlexPage()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await cards?.stop()
  })
  beforeEach(async () => {
    stage = await openStage(browser, cards)
  })
  afterEach(async () => {
    stage.clean()
    await stage.stop()
  })

  const rects = (selector: string) => stage.rects(selector)
  /** Draws a card with these parts in its body and says where they stand. */
  async function parts(contents: unknown[], more: object = {}, around: object = {}): Promise<Rect[]> {
    await stage.draw(bubble(box(contents, more), around))
    return rects('.flex-block > .flex-box > *')
  }

  const SIZES = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 500 }
  test('a bubble is as wide as its size says, and mega without a word', async () => {
    for (const [size, width] of Object.entries(SIZES)) {
      await stage.draw(bubble(box([text('x')]), { size }))
      near([(await rects('.flex-bubble'))[0]!.width], [width])
    }
    await stage.draw(bubble(box([text('x')])))
    near([(await rects('.flex-bubble'))[0]!.width], [300])
  })

  test('flex 1, 2 and 3 beside each other are wide as 1:2:3', async () => {
    const all = await parts(
      [1, 2, 3].map((flex) => text(LOREM, { flex })),
      { layout: 'horizontal' },
    )
    near(
      all.map(({ width }) => width),
      [1, 2, 3].map((flex) => (INSIDE * flex) / 6),
    )
    near([all[0]!.x, all[0]!.y], [20, 19])
  })

  test('flex 0 is as wide as its words; the others share what is left 2:3', async () => {
    const contents = [text('Hello', { flex: 0 }), text(LOREM, { flex: 2, wrap: true }), text(LOREM, { flex: 3 })]
    const [hello, two, three] = await parts(contents, { layout: 'horizontal' })
    expect(hello!.width).toBeGreaterThan(20)
    expect(hello!.width).toBeLessThan(60)
    near([two!.width, three!.width], [((INSIDE - hello!.width) * 2) / 5, ((INSIDE - hello!.width) * 3) / 5])
  })

  test('parts beside each other share alike without a word, parts above each other are as high as needed', async () => {
    near(
      (await parts([text('a'), text(LOREM)], { layout: 'horizontal' })).map((r) => r.width),
      [130, 130],
    )
    const above = await parts([text('a'), text('b')], { height: '300px' })
    near(
      above.map(({ height }) => height),
      [22.4, 22.4],
    )
    near(
      above.map(({ width }) => width),
      [INSIDE, INSIDE],
    )
  })

  test('a width takes a box out of the sharing: pixels and shares of the parent', async () => {
    const contents = [block({ width: '50px', flex: 5 }), block({ width: '25%' }), block()]
    near(
      (await parts(contents, { layout: 'horizontal' })).map((r) => r.width),
      [50, 65, 145],
    )
    near(
      (await parts([block({ width: '200px', maxWidth: '40px' })])).map((r) => r.width),
      [40],
    )
  })

  test('in a high box the free height goes to those with flex, in their ratio, on top of what they need', async () => {
    const all = await parts([text('2', { flex: 2 }), text('0'), text('3', { flex: 3 })], { height: '239px' })
    // 239 less 39 of padding less three lines of 22.4 are shared.
    const free = 200 - 3 * 22.4
    near(
      all.map(({ height }) => height),
      [22.4 + (free * 2) / 5, 22.4, 22.4 + (free * 3) / 5],
    )
  })

  test('spacing stands between, a margin takes its place, also before the first', async () => {
    const contents = [text('a'), text('b'), text('c', { margin: 'xxl' }), text('d', { margin: '3px' })]
    const gaps = (all: Rect[], start: 'x' | 'y', end: 'right' | 'bottom') =>
      all.slice(1).map((rect, i) => rect[start] - all[i]![end])
    near(gaps(await parts(contents, { spacing: 'md' }), 'y', 'bottom'), [8, 20, 3])
    near(gaps(await parts(contents, { layout: 'horizontal', spacing: 'md' }), 'x', 'right'), [8, 20, 3])
    const [first] = await parts([text('a', { margin: 'lg' })], { spacing: 'md' })
    near([first!.y], [19 + 12])
    for (const [word, room] of Object.entries({ none: 0, xs: 2, sm: 4, lg: 12, xl: 16, xxl: 20, '7px': 7 }))
      near(gaps(await parts([text('a'), text('b')], { spacing: word }), 'y', 'bottom'), [room])
  })

  test('padding of one side beats padding of all', async () => {
    const more = { paddingTop: '20px', paddingAll: '80px', paddingStart: '40px' }
    const [part] = await parts([text('x')], more)
    near([part!.x, part!.y, part!.width], [40, 20, 300 - 40 - 80])
  })

  test('in a baseline box words of any size and icons stand on one line', async () => {
    const icon = { type: 'icon', url: 'https://pictures.example/i.png', size: 'xl' }
    const line = [icon, text('small', { size: 'xs', flex: 0 }), text('Big', { size: '3xl', flex: 0 }), text('mid')]
    const [shape] = await parts(line, { layout: 'baseline', spacing: 'sm' })
    const feet = await stage.evaluate<number[]>(`(() => {
      const from = document.querySelector('.flex-bubble').getBoundingClientRect().y
      return [...document.querySelectorAll('.flex-words')].map((words) => {
        const foot = document.createElement('span')
        foot.style.display = 'inline-block'
        words.append(foot)
        const { bottom } = foot.getBoundingClientRect()
        foot.remove()
        return bottom - from
      })
    })()`)
    near(feet, [shape!.bottom, shape!.bottom, shape!.bottom])
    near([shape!.width, shape!.height], [22, 22])
  })

  test('an image keeps its ratio at any size, without being there', async () => {
    await stage.draw(bubble(box([text('x')]), { hero: image({ size: 'full', aspectRatio: '20:13' }) }))
    near(Object.values((await rects('.flex-frame'))[0]!), [0, 0, 300, 195, 300, 195])
    const contents = [
      image(),
      image({ size: '50%', aspectRatio: '2:1', align: 'start' }),
      image({ size: '90px', align: 'end' }),
    ]
    await parts(contents)
    const [medium, half, pixels] = await rects('.flex-frame')
    near([medium!.width, medium!.height, medium!.x], [100, 100, 20 + (INSIDE - 100) / 2])
    near([half!.width, half!.height, half!.x], [130, 65, 20])
    near([pixels!.width, pixels!.right], [90, 280])
  })

  test('absolute parts stand by their offsets, on top, and move nothing', async () => {
    const over = box([text('Over', { color: '#ffffff' })], {
      position: 'absolute',
      offsetBottom: '0px',
      offsetStart: '0px',
      offsetEnd: '0px',
      backgroundColor: '#03303Acc',
      paddingAll: '20px',
    })
    const badge = block({
      position: 'absolute',
      offsetTop: '18px',
      offsetStart: '18px',
      height: '25px',
      width: '53px',
    })
    const [picture, foot, mark] = await parts([image({ size: 'full', aspectRatio: '2:3' }), over, badge], {
      paddingAll: '0px',
    })
    near([picture!.width, picture!.height], [300, 450])
    near([foot!.x, foot!.right, foot!.bottom, foot!.height], [0, 300, 450, 62.4])
    near([mark!.x, mark!.y, mark!.width, mark!.height], [18, 18, 53, 25])
    near([(await rects('.flex-bubble'))[0]!.height], [450])
    const top = await stage.evaluate(`(() => {
      const { x, bottom } = document.querySelector('.flex-bubble').getBoundingClientRect()
      return document.elementFromPoint(x + 150, bottom - 30).closest('.flex-box').textContent
    })()`)
    expect(top).toBe('Over')
  })

  test('offsets move a part from where it stood and leave its room', async () => {
    const moved = block({ offsetTop: '10px', offsetStart: '40px' })
    const [, target, after] = await parts([block(), moved, block()])
    near([target!.x, target!.y, after!.y], [60, 19 + 30 + 10, 19 + 60])
  })

  test('one line ends in an ellipsis; with wrap it breaks; maxLines ends it', async () => {
    const contents = [text(LOREM), text(LOREM, { wrap: true }), text(LOREM, { wrap: true, maxLines: 2 })]
    const [one, many, two] = await parts(contents)
    near([one!.height, two!.height], [22.4, 44.8])
    expect(Math.round(many!.height / 22.4)).toBeGreaterThan(2)
    const cut = await stage.evaluate(`[...document.querySelectorAll('.flex-words')].map((words) => [
      words.scrollWidth > words.clientWidth || words.scrollHeight > words.clientHeight + 1,
      getComputedStyle(words).textOverflow])`)
    expect(cut).toEqual([
      [true, 'ellipsis'],
      [false, 'clip'],
      [true, 'clip'],
    ])
  })

  test('lineSpacing stands between the lines and not around them', async () => {
    const [loose] = await parts([text('a\nb\nc', { wrap: true, lineSpacing: '20px' })])
    near([loose!.height], [3 * 22.4 + 2 * 20])
  })

  const TYPE = {
    xxs: 11,
    xs: 13,
    sm: 14,
    md: 16,
    lg: 19,
    xl: 22,
    xxl: 29,
    '3xl': 35,
    '4xl': 48,
    '5xl': 74,
    '30px': 30,
  }
  test('letters are as large as their word says', async () => {
    const all = await parts(Object.keys(TYPE).map((size) => text('x', { size })))
    near(
      all.map(({ height }) => height),
      Object.values(TYPE).map((size) => size * 1.4),
    )
  })

  test('gravity places a part in the height its neighbour gives', async () => {
    const high = text('1\n2\n3\n4\n5', { wrap: true })
    const words = [high, ...['top', 'center', 'bottom'].map((gravity) => text('x', { gravity }))]
    await parts(words, { layout: 'horizontal' })
    const lines = await rects('.flex-words')
    near(
      lines.map(({ y }) => y - 19),
      [0, 0, 2 * 22.4, 4 * 22.4],
    )
    await parts([block({ height: '152px' }), { type: 'button', gravity: 'center', action: { type: 'camera' } }], {
      layout: 'horizontal',
    })
    near([(await rects('button'))[0]!.y], [19 + 50])
  })

  test('justifyContent shares the free room, alignItems places across', async () => {
    const three = [40, 20, 50].map((width) => block({ width: `${width}px` }))
    const starts = async (justifyContent: string) =>
      (await parts(three, { layout: 'horizontal', justifyContent })).map(({ x }) => x - 20)
    const free = INSIDE - 110
    near(await starts('flex-start'), [0, 40, 60])
    near(await starts('center'), [free / 2, free / 2 + 40, free / 2 + 60])
    near(await starts('flex-end'), [free, free + 40, free + 60])
    near(await starts('space-between'), [0, 40 + free / 2, 60 + free])
    near(await starts('space-around'), [free / 6, 40 + free / 2, 60 + (free * 5) / 6])
    near(await starts('space-evenly'), [free / 4, 40 + free / 2, 60 + (free * 3) / 4])
    const across = async (alignItems: string) =>
      (await parts([block({ width: '85px' })], { layout: 'horizontal', alignItems, height: '239px' }))[0]!.y - 19
    near([await across('flex-start'), await across('center'), await across('flex-end')], [0, 85, 170])
  })

  test('buttons are 52 or 40 high and as wide as their room', async () => {
    const action = { type: 'message', label: 'Go', text: 'go' }
    await parts([
      { type: 'button', action },
      { type: 'button', action, height: 'sm', style: 'primary' },
    ])
    near(
      (await rects('button')).map(({ height }) => height),
      [52, 40],
    )
    near(
      (await rects('button')).map(({ width }) => width),
      [INSIDE, INSIDE],
    )
  })

  test('shrink-to-fit makes the letters smaller until the line fits', async () => {
    const words = 'A line that is somewhat too long for its room'
    await parts([text(words), text(words, { adjustMode: 'shrink-to-fit' })])
    const [plain, shrunk] = await stage.evaluate<
      { size: number; cut: boolean }[]
    >(`[...document.querySelectorAll('.flex-words')].map((words) => ({
      size: parseFloat(getComputedStyle(words).fontSize), cut: words.scrollWidth > words.clientWidth }))`)
    expect(plain).toEqual({ size: 16, cut: true })
    expect(shrunk!.cut).toBe(false)
    expect(shrunk!.size).toBeGreaterThan(8)
    expect(shrunk!.size).toBeLessThan(16)
  })

  test('from right to left everything starts at the right', async () => {
    const contents = [block({ width: '40px' }), block({ width: '30px', margin: '5px' })]
    const badge = block({ width: '20px', position: 'absolute', offsetStart: '7px', offsetTop: '0px' })
    const [first, second, mark] = await parts([...contents, badge], { layout: 'horizontal' }, { direction: 'rtl' })
    near([first!.right, second!.right, mark!.right], [280, 235, 293])
  })

  test('a separator is a line across, a filler takes what is free', async () => {
    const [a, line, b] = await parts([text('a'), { type: 'separator', margin: 'md' }, text('b')])
    near([line!.x, line!.width, line!.height, line!.y - a!.bottom, b!.y - line!.bottom], [20, INSIDE, 1, 8, 0])
    const [, room, last] = await parts([text('a', { flex: 0 }), { type: 'filler' }, block({ width: '30px' })], {
      layout: 'horizontal',
    })
    near([last!.right], [280])
    expect(room!.width).toBeGreaterThan(180)
  })

  test('what stands outside of its box is not shown', async () => {
    await parts([box([block({ width: '500px' })], { layout: 'horizontal', height: '10px' })])
    const [outer] = await rects('.flex-bubble')
    near([outer!.width, outer!.height], [300, 19 + 10 + 20])
    expect(await stage.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(
      true,
    )
  })

  test('colours, corners, borders and gradients are the content’s own', async () => {
    const background = { type: 'linearGradient', angle: '90deg', startColor: '#ff0000', endColor: '#0000ff80' }
    await parts([block({ background, borderWidth: 'medium', borderColor: '#00ff00', cornerRadius: 'xl' })])
    const style = await stage.evaluate(`(() => {
      const { backgroundImage, backgroundColor, border, borderRadius } = getComputedStyle(document.querySelector('.flex-block > .flex-box > .flex-box'))
      return { backgroundImage, backgroundColor, border, borderRadius }
    })()`)
    expect(style).toEqual({
      backgroundImage: 'linear-gradient(90deg, rgb(255, 0, 0), rgba(0, 0, 255, 0.5))',
      backgroundColor: 'rgb(0, 170, 255)',
      border: '2px solid rgb(0, 255, 0)',
      borderRadius: '16px',
    })
  })
})
