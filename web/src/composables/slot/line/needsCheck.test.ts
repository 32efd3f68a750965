import { expect, test } from 'vitest'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import { needsCheck } from './needsCheck.ts'

const DESK = 'https://desk.example'
const ours = `${DESK}/m/abc`
const needs = (message: object) => needsCheck([message as SendableMessage], DESK)

test('words, stickers and our own uploads go without asking', () => {
  for (const message of [
    { type: 'text', text: 'hi', quoteToken: 'q' },
    { type: 'sticker', packageId: '446', stickerId: '1988' },
    { type: 'image', originalContentUrl: ours, previewImageUrl: `${ours}/preview` },
    { type: 'video', originalContentUrl: ours, previewImageUrl: `${ours}/preview`, trackingId: 'x' },
    { type: 'audio', originalContentUrl: ours, duration: 1 },
  ])
    expect([message, needs(message)]).toEqual([message, false])
})

test('everything else is asked about, and one such message is enough', () => {
  const text = { type: 'text', text: 'hi' }
  for (const message of [
    { ...text, emojis: [] },
    { ...text, quickReply: { items: [] } },
    { ...text, sender: { name: 'Aoi' } },
    { type: 'textV2', text: 'hi' },
    { type: 'location' },
    { type: 'template' },
    { type: 'imagemap', baseUrl: ours },
    { type: 'flex' },
    { type: 'constructor' },
    { type: 'image', originalContentUrl: ours, previewImageUrl: 'https://other.example/m/abc' },
    { type: 'image', originalContentUrl: `${DESK}/assets/x`, previewImageUrl: ours },
    { type: 'image', originalContentUrl: `${DESK}.evil.example/m/x`, previewImageUrl: ours },
    { type: 'audio', originalContentUrl: `${DESK}/m/`, duration: 1 },
    { type: 'audio', originalContentUrl: 7, duration: 1 },
  ]) {
    expect([message, needs(message)]).toEqual([message, true])
    expect(needsCheck([text, message] as SendableMessage[], DESK)).toBe(true)
  }
  expect(needsCheck([], DESK)).toBe(false)
})
