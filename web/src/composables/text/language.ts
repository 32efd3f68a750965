// The language of a text, as far as its script tells: the same character has another shape in Japanese and in Chinese, so text of
// another language than the screen's carries a `lang`. Never guessed from words.

const SCRIPTS: [RegExp, string][] = [
  [/[\u3040-\u30ff\uff66-\uff9f]/, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Bopomofo}/u, 'zh-TW'],
]

/** `hint`: the customer's language as LINE tells it; decides only where characters of several languages could be meant. */
export function languageOf(text: string, hint?: string | null): string | undefined {
  const start = text.slice(0, 500)
  for (const [script, language] of SCRIPTS) if (script.test(start)) return language
  if (/\p{Script=Han}/u.test(start)) return hint?.startsWith('zh') || hint?.startsWith('ja') ? hint : undefined
  return undefined
}
