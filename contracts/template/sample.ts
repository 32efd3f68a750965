// Values to hold a template against LINE's limits before anybody is written to: as long as LINE lets a display name be.
import type { Values } from './variables.ts'

const NAME = 'M'.repeat(20)
export const SAMPLE = {
  'contact.name': NAME,
  'contact.language': 'en',
  'agent.name': NAME,
  'channel.name': NAME,
} as const satisfies Required<Values>
