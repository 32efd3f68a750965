import { expect, test } from 'vitest'
import { masked } from './masked.ts'

test('tokens are blotted out, all else stays character by character', () => {
  const raw =
    '{"replyToken" : "abcdefgh", "text":"\\"replyToken\\":\\"kept\\"","message":{"markAsReadToken":"30yhdy232"},"n":1.0}'
  expect(masked(raw)).toBe(
    '{"replyToken" : "abcd…", "text":"\\"replyToken\\":\\"kept\\"","message":{"markAsReadToken":"30yh…"},"n":1.0}',
  )
})

test('what comes out is JSON still, whatever a token holds', () => {
  for (const token of ['', 'a', '"', '\\', 'abc"def', 'abc\\', '\u0000\u0000', '😀😀😀😀']) {
    const raw = JSON.stringify({ link: { nonce: token }, after: 'x' })
    expect(JSON.parse(masked(raw))).toMatchObject({ after: 'x' })
  }
})

test('no nesting of quotes takes long', () => {
  const start = performance.now()
  masked(`{"replyToken":"${'\\"'.repeat(300_000)}`)
  expect(performance.now() - start).toBeLessThan(1_000)
})
