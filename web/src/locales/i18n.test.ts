// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { i18n, languageOf, LANGUAGES, speak, type Language } from './i18n.ts'

const all = Object.keys(LANGUAGES) as Language[]

test('the first language we speak of those wanted is spoken, else English', () => {
  expect(languageOf(['ja-JP', 'en'])).toBe('ja')
  expect(languageOf(['fr', 'th-TH', 'ja'])).toBe('th')
  expect(languageOf([null, undefined, 'fr'])).toBe('en')
  expect(languageOf([])).toBe('en')
})

test('Chinese is spoken to whoever reads traditional characters, and not to whoever reads simplified ones', () => {
  for (const tag of ['zh-TW', 'zh-tw', 'zh-HK', 'zh-MO', 'zh-Hant', 'zh-Hant-TW'])
    expect(languageOf([tag])).toBe('zh-TW')
  for (const tag of ['zh', 'zh-CN', 'zh-Hans', 'zh-SG', 'zha']) expect(languageOf([tag])).toBe('en')
})

test('a choice that was kept is understood again', () => {
  for (const language of all) expect(languageOf([language])).toBe(language)
})

test.each(all)('%s can be spoken, and the page says so', async (language) => {
  await speak(language)
  expect(i18n.global.te('shell.language', language)).toBe(true)
  expect(document.documentElement.lang).toBe(language)
})

test('Japanese, Thai and Chinese have one form for any number, English has two', async () => {
  const said = async (language: Language, n: number) => {
    await speak(language)
    return i18n.global.t('message.newsLabel', { n }, n).replace(/\d+/, '#')
  }
  for (const language of ['ja', 'th', 'zh-TW'] as const) expect(await said(language, 1)).toBe(await said(language, 5))
  expect(await said('en', 1)).not.toBe(await said('en', 5))
})
