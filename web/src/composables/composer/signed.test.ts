import { expect, test } from 'vitest'
import { signed } from './signed.ts'

const text = { type: 'text' as const, text: 'はい' }

test('every message bears the public name, and keeps one of its own', () => {
  const own = { ...text, sender: { name: 'Cony' } }
  const icon = { ...text, sender: { iconUrl: 'https://example.com/a.png' } }
  expect(signed([text, own, icon], 'Mika')).toEqual([
    { ...text, sender: { name: 'Mika' } },
    own,
    { ...text, sender: { iconUrl: 'https://example.com/a.png', name: 'Mika' } },
  ])
})

test('without a public name nothing changes', () => {
  expect(signed([text], null)).toEqual([text])
})
