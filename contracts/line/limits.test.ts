// Every limit at exactly N and N + 1, for every field of every kind: generated from the tables, and the tables' numbers against a
// list written by hand from what LINE publishes.
import { expect, test } from 'vitest'
import { casesOf, MESSAGE_RULE } from './cases.fixture.ts'
import { FAMILY } from './leaf.fixture.ts'
import { LIMITS, MESSAGES } from './limits.ts'
import { validateMessages, type Problem, type Where } from './validate.ts'

const problemsOf = (message: unknown, where?: Where): Problem[] => validateMessages([message], where)
const named = (problems: Problem[]) => problems.map(({ field, code, limit }) => [field, code, limit])

test('the numbers of the tables are LINE’s', () => {
  const { template, imagemap, action, label, flex, quickReply, sender, text, textV2 } = LIMITS
  const numbers: [number, number, string][] = [
    [LIMITS.messages.max, 5, 'messages of a send'],
    [text.text.max, 5000, 'text'],
    [text.emojis.max, 20, 'emojis'],
    [textV2.text.max, 5000, 'textV2'],
    [textV2.substitution.max, 100, 'substitutions'],
    [textV2.substitutes.max, 20, 'mentions, emojis of textV2'],
    [LIMITS.image.originalContentUrl.max, 2000, 'address'],
    [LIMITS.video.trackingId.max, 100, 'tracking id'],
    [LIMITS.location.title.max, 100, 'title of a place'],
    [LIMITS.location.address.max, 100, 'address of a place'],
    [LIMITS.coupon.deliveryTag.max, 30, 'delivery tag'],
    [imagemap.altText.max, 1500, 'alt text'],
    [imagemap.baseSize.fields.width.min, 1040, 'base width'],
    [imagemap.baseSize.fields.width.max, 1040, 'base width'],
    [imagemap.actions.max, 50, 'areas'],
    [imagemap.uri.linkUri.max, 1000, 'address of an area'],
    [imagemap.message.text.max, 400, 'message of an area'],
    [imagemap.clipboard.clipboardText.max, 1000, 'clipboard of an area'],
    [imagemap.uri.label.max, 100, 'label of an area'],
    [imagemap.film.externalLink.linkUri.max, 1000, 'link of a video'],
    [imagemap.film.externalLink.label.max, 30, 'label of a video'],
    [template.altText.max, 1500, 'alt text'],
    [template.buttons.title.max, 40, 'title'],
    [template.buttons.text.max, 160, 'text of buttons'],
    [template.buttons.text.besides!.max, 60, '… beside a picture or title'],
    [template.buttons.actions.min, 1, 'actions of buttons'],
    [template.buttons.actions.max, 4, 'actions of buttons'],
    [template.confirm.text.max, 240, 'text of confirm'],
    [template.confirm.actions.min, 2, 'actions of confirm'],
    [template.confirm.actions.max, 2, 'actions of confirm'],
    [template.carousel.columns.max, 10, 'columns'],
    [template.column.title.max, 40, 'title of a column'],
    [template.column.text.max, 120, 'text of a column'],
    [template.column.text.besides!.max, 60, '… beside a picture or title'],
    [template.column.actions.max, 3, 'actions of a column'],
    [template.image_carousel.columns.max, 10, 'picture columns'],
    [flex.altText.max, 1500, 'alt text'],
    [flex.bubble.bytes, 30 * 1024, 'bytes of a bubble'],
    [flex.carousel.bytes, 50 * 1024, 'bytes of a carousel'],
    [flex.carousel.contents.max, 12, 'bubbles'],
    [flex.animated.max, 10, 'moving pictures'],
    [quickReply.items.max, 13, 'quick replies'],
    [quickReply.item.imageUrl.max, 2000, 'icon of a quick reply'],
    [sender.name.max, 20, 'name of a sender'],
    [sender.iconUrl.max, 2000, 'icon of a sender'],
    [action.postback.data.max, 300, 'data'],
    [action.postback.displayText.max, 300, 'displayText'],
    [action.postback.text.max, 300, 'text of a postback'],
    [action.postback.fillInText.max, 300, 'fillInText'],
    [action.message.text.max, 300, 'message action'],
    [action.uri.uri.max, 1000, 'uri'],
    [action.clipboard.clipboardText.max, 1000, 'clipboardText'],
    [action.datetimepicker.data.max, 300, 'data'],
    [action.datetimepicker.initial.years.min, 1900, 'first year'],
    [action.datetimepicker.initial.years.max, 2100, 'last year'],
    [label.template.max, 20, 'label in a template'],
    [label.imageCarousel.max, 12, 'label in a picture column'],
    [label.quickReply.max, 20, 'label of a quick reply'],
    [label.flexButton.max, 40, 'label of a flex button'],
    [label.flex.max, 40, 'label elsewhere in flex'],
  ]
  for (const [is, published, what] of numbers) expect(is, what).toBe(published)
})

test('labels, what a tap says and the words of templates count what people see; all else counts UTF-16 units', () => {
  const { template, action, label, imagemap } = LIMITS
  const seen = [
    ...Object.values(label),
    action.postback.displayText,
    action.postback.text,
    action.postback.fillInText,
    action.message.text,
    template.buttons.title,
    template.buttons.text,
    template.confirm.text,
    template.column.title,
    template.column.text,
  ]
  expect(seen.map(({ unit }) => unit)).toEqual(seen.map(() => 'grapheme'))
  const units = [
    LIMITS.text.text,
    LIMITS.textV2.text,
    LIMITS.location.title,
    LIMITS.sender.name,
    LIMITS.flex.altText,
    template.altText,
    action.postback.data,
    action.clipboard.clipboardText,
    imagemap.altText,
    imagemap.message.text,
  ]
  expect(units.map(({ unit }) => unit)).toEqual(units.map(() => 'utf16'))
})

test('a label is required in templates, quick replies and flex buttons, and may be left out elsewhere', () => {
  const optional = Object.entries(LIMITS.label).filter(([, rule]) => rule.optional === true)
  expect(optional.map(([place]) => place)).toEqual(['imageCarousel', 'flex'])
})

test('what is just within a rule is taken, and what is just beyond it is refused by field, code and number', () => {
  const cases = casesOf(MESSAGE_RULE)
  const wrong: unknown[] = []
  for (const { at, good, bad, code, limit } of cases) {
    const field = `messages[0]${at}`
    if (good !== undefined && problemsOf(good).length > 0) wrong.push(['refused', field, good, problemsOf(good)])
    const found = problemsOf(bad).some((one) => one.field === field && one.code === code && one.limit === limit)
    if (!found) wrong.push(['not refused', field, code, limit, bad, problemsOf(bad)])
  }
  expect(wrong.slice(0, 5)).toEqual([])
  expect(cases.length).toBeGreaterThan(5_000)
  const met = new Set(cases.map(({ at }) => /^\w*/.exec(at.slice(1))![0]))
  for (const { fields } of Object.values(MESSAGES)) for (const name of Object.keys(fields)) expect(met).toContain(name)
})

test('a send is one to five messages, and each problem of each is said', () => {
  const hello = { type: 'text', text: 'hello' }
  const many = (n: number) => Array.from({ length: n }, () => hello)
  for (const nothing of [[], null, {}, 'x'])
    expect(validateMessages(nothing)).toEqual([{ field: 'messages', code: 'empty' }])
  expect(validateMessages(many(5))).toEqual([])
  expect(validateMessages(many(6))).toEqual([{ field: 'messages', code: 'too_many', limit: 5 }])
  const column = { text: 'x', actions: [{ type: 'uri', label: 'a'.repeat(21), uri: 'ftp://x' }] }
  const carousel = { type: 'template', altText: '', template: { type: 'carousel', columns: [column] } }
  expect(named(validateMessages([hello, carousel, { type: 'text', text: ' \n　' }, 7]))).toEqual([
    ['messages[1].altText', 'empty', undefined],
    ['messages[1].template.columns[0].actions[0].label', 'too_long', 20],
    ['messages[1].template.columns[0].actions[0].uri', 'not_allowed', undefined],
    ['messages[2].text', 'empty', undefined],
    ['messages[3]', 'malformed', undefined],
  ])
})

test('null is no way to leave a field out', () => {
  expect(named(problemsOf({ type: 'text', text: null, quoteToken: null }))).toEqual([
    ['messages[0].text', 'empty', undefined],
    ['messages[0].quoteToken', 'malformed', undefined],
  ])
})

test('a family of emoji is one of 20 in a label, and eight of 5,000 in a text', () => {
  const button = (label: string) => ({
    type: 'template',
    altText: 'x',
    template: { type: 'confirm', text: 'x', actions: [1, 2].map(() => ({ type: 'message', label, text: 'x' })) },
  })
  expect(problemsOf(button(FAMILY.repeat(20)))).toEqual([])
  expect(problemsOf(button(FAMILY.repeat(21)))).toHaveLength(2)
  expect(problemsOf({ type: 'text', text: FAMILY.repeat(625) })).toEqual([])
  expect(problemsOf({ type: 'text', text: `${FAMILY.repeat(625)}x` })).toHaveLength(1)
})
