import { expect, test } from 'vitest'
import { emojiPicture, stickerPicture } from './linePicture.ts'

test('an id of the shop’s form is an address there', () => {
  expect(stickerPicture('52002738')).toBe(
    'https://stickershop.line-scdn.net/stickershop/v1/sticker/52002738/android/sticker.png',
  )
  expect(emojiPicture('5ac1bfd5040ab15980c9b435', '011')).toBe(
    'https://stickershop.line-scdn.net/sticonshop/v1/sticon/5ac1bfd5040ab15980c9b435/android/011.png',
  )
})

test('any other id leads nowhere', () => {
  for (const odd of [undefined, '', '../x', '1/2', '1?x', 'a b', '１２', '1'.repeat(21), '//evil.example'])
    expect(stickerPicture(odd)).toBeNull()
  for (const odd of [undefined, '', '..', 'a/b', 'a%2f', '<b>', 'a'.repeat(41)]) {
    expect(emojiPicture(odd, '011')).toBeNull()
    expect(emojiPicture('5ac1', odd)).toBeNull()
  }
})
