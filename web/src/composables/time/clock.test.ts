import { expect, test } from 'vitest'
import { createClock } from './clock.ts'

const zone = 'Asia/Tokyo'
const at = (iso: string) => Date.parse(iso)
const now = at('2026-11-24T15:00:00+09:00')
const en = createClock({ locale: 'en', zone })
const ja = createClock({ locale: 'ja', zone })

test('the list shows the time today, then the day, then the date', () => {
  expect(en.short(at('2026-11-24T00:00:00+09:00'), now)).toBe('00:00')
  expect(en.short(at('2026-11-23T23:59:00+09:00'), now)).toBe('Yesterday')
  expect(en.short(at('2026-11-05T09:00:00+09:00'), now)).toBe('5 Nov')
  expect(en.short(at('2025-11-05T09:00:00+09:00'), now)).toBe('5 Nov 2025')
  expect(ja.short(at('2026-11-23T23:59:00+09:00'), now)).toBe('昨日')
  expect(ja.short(at('2026-11-05T09:00:00+09:00'), now)).toBe('11/5')
  expect(ja.short(at('2025-11-05T09:00:00+09:00'), now)).toBe('2025/11/05')
})

test('a moment of tomorrow (another clock runs ahead) shows its date', () => {
  expect(en.short(at('2026-11-25T00:00:01+09:00'), now)).toBe('25 Nov')
})

test('a day has its weekday, in Japanese between full-width brackets, and a year only when it is another one', () => {
  expect(en.day(at('2026-11-20T09:00:00+09:00'), now)).toBe('Friday 20 November')
  expect(en.day(at('2025-11-21T09:00:00+09:00'), now)).toMatch(/^Friday,? 21 November 2025$/)
  expect(ja.day(at('2026-11-20T09:00:00+09:00'), now)).toBe('11月20日（金）')
})

test('the full moment names date, seconds and zone', () => {
  const text = en.full(at('2026-11-20T09:05:07+09:00'))
  for (const part of ['Friday', '20 November 2026', '09:05:07', 'GMT+9']) expect(text).toContain(part)
})

test('another zone, another clock', () => {
  const la = createClock({ locale: 'en', zone: 'America/Los_Angeles' })
  expect(la.time(at('2026-11-24T15:00:00+09:00'))).toBe('22:00')
  expect(la.isToday(at('2026-11-24T15:00:00+09:00'), at('2026-11-24T23:00:00-08:00'))).toBe(false)
})

test('Thai counts years as the rest of the world does, and by the Buddhist era where it is asked for', () => {
  const at2026 = at('2026-11-20T09:05:07+09:00')
  const th = createClock({ locale: 'th', zone })
  const buddhist = createClock({ locale: 'th', zone, buddhist: true })
  expect(th.date(at2026)).toBe('20 พ.ย. 2026')
  expect(th.full(at2026)).toContain('ค.ศ. 2026')
  expect(buddhist.date(at2026)).toBe('20 พ.ย. 2569')
  expect(buddhist.full(at2026)).toContain('พ.ศ. 2569')
  expect(th.short(at('2026-11-23T23:59:00+09:00'), now)).toBe('เมื่อวาน')
  expect(createClock({ locale: 'en', zone, buddhist: true }).date(at2026)).toBe('20 Nov 2026')
})

test('Chinese dates are in digits where they are short', () => {
  const zh = createClock({ locale: 'zh-TW', zone })
  expect(zh.short(at('2026-11-23T23:59:00+09:00'), now)).toBe('昨天')
  expect(zh.short(at('2026-11-05T09:00:00+09:00'), now)).toBe('11/5')
  expect(zh.short(at('2025-11-05T09:00:00+09:00'), now)).toBe('2025/11/5')
  expect(zh.day(at('2026-11-20T09:00:00+09:00'), now)).toBe('11月20日星期五')
})
