import { expect, test } from 'vitest'
import { languageOf } from './language.ts'

test('a script that belongs to one language names it', () => {
  expect(languageOf('玄関の幅は80cmです')).toBe('ja')
  expect(languageOf('ขอบคุณมากครับ')).toBe('th')
  expect(languageOf('안녕하세요')).toBe('ko')
  expect(languageOf('مرحبا')).toBe('ar')
})

test('han alone is decided by the customer’s language, and by nobody when that is unknown', () => {
  expect(languageOf('請問可以寄到台灣嗎？', 'zh-TW')).toBe('zh-TW')
  expect(languageOf('東京', 'ja')).toBe('ja')
  expect(languageOf('東京', 'en')).toBeUndefined()
  expect(languageOf('東京')).toBeUndefined()
})

test('Latin letters say nothing', () => expect(languageOf('Bonjour', 'fr')).toBeUndefined())
