import { expect, test } from 'vitest'
import { createImeGuard } from './ime.ts'
import { pressOf, type SendKey } from './sendKey.ts'

/** One recorded event: [time, type, keydown's key, keyCode, isComposing]. */
type Recorded = [number, 'down' | 'up' | 'start' | 'end', string?, number?, boolean?]

/** Plays a recording and says at which times something was sent. */
function sends(recording: Recorded[], sendKey: SendKey = 'enter'): number[] {
  const ime = createImeGuard()
  return recording.flatMap(([timeStamp, type, key = '', keyCode = 0, isComposing = false]) => {
    if (type === 'start') ime.compositionstart()
    else if (type === 'end') ime.compositionend({ timeStamp })
    else if (type === 'up') ime.keyup()
    else if (!ime.keeps({ keyCode, isComposing, timeStamp })) {
      const press = { key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, repeat: false }
      if (pressOf(press, sendKey) === 'send') return [timeStamp]
    }
    return []
  })
}

test('Chrome, Japanese: the Enter that takes a candidate does not send, the next one does', () => {
  expect(
    sends([
      [0, 'down', 'Process', 229, false],
      [1, 'start'],
      [60, 'up'],
      [200, 'down', 'Process', 229, true],
      [270, 'up'],
      [900, 'down', 'Enter', 229, true],
      [901, 'end'],
      [980, 'up', 'Enter', 13],
      [1500, 'down', 'Enter', 13, false],
      [1580, 'up', 'Enter', 13],
    ]),
  ).toEqual([1500])
})

test('Safari, Japanese: the composition ends before the Enter’s keydown, which still does not send', () => {
  expect(
    sends([
      [0, 'start'],
      [0, 'down', 'k', 229, true],
      [90, 'up'],
      [900, 'end'],
      [900, 'down', 'Enter', 229, false],
      [980, 'up', 'Enter', 13],
      [1500, 'down', 'Enter', 13, false],
    ]),
  ).toEqual([1500])
})

test('a WebKit that reports the ending Enter with its plain code does not send either', () => {
  expect(
    sends([
      [0, 'start'],
      [900, 'end'],
      [902, 'down', 'Enter', 13, false],
      [980, 'up', 'Enter', 13],
      [1100, 'down', 'Enter', 13, false],
    ]),
  ).toEqual([1100])
})

test('Firefox, Chinese pinyin: Enter that keeps the letters as typed does not send', () => {
  expect(
    sends([
      [0, 'down', 'Process', 229, true],
      [1, 'start'],
      [700, 'down', 'Enter', 13, true],
      [701, 'end'],
      [790, 'up', 'Enter', 13],
      [1300, 'down', 'Enter', 13, false],
    ]),
  ).toEqual([1300])
})

test('Thai composes nothing: its Enter sends at once', () => {
  expect(
    sends([
      [0, 'down', 'ก', 68, false],
      [60, 'up'],
      [200, 'down', 'Enter', 13, false],
    ]),
  ).toEqual([200])
})

test('Android: keys an input method keeps are not ours', () => {
  expect(
    sends([
      [0, 'down', 'Unidentified', 229, false],
      [5, 'down', 'Enter', 229, false],
      [300, 'down', 'Enter', 13, false],
    ]),
  ).toEqual([300])
})

test('a candidate taken with the mouse lets the next Enter send', () => {
  expect(
    sends([
      [0, 'start'],
      [900, 'end'],
      [1400, 'down', 'Enter', 13, false],
    ]),
  ).toEqual([1400])
})

test('leaving the field in the middle of a composition does not lock it', () => {
  const ime = createImeGuard()
  ime.compositionstart()
  ime.blur()
  expect(ime.keeps({ keyCode: 13, isComposing: false, timeStamp: 1 })).toBe(false)
})
