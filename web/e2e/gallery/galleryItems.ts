// One of everything a timeline can show, with the requirement it stands for (console.md B2): every kind of body, what we send of each
// kind, every state of a send, what agents do and note. A kind that is new must be added here, or this does not compile.
import { OURS } from './items/desk.ts'
import { RECEIVED } from './items/received.ts'
import type { Shown } from './items/row.ts'
import { SENT } from './items/sent.ts'
import { STATES } from './items/states.ts'

export type Group = { title: string; items: Shown[] }

const groups = <K extends string>(of: Record<K, () => Shown[]>, prefix: string): Group[] =>
  (Object.keys(of) as K[]).map((kind) => ({ title: `${prefix}${kind}`, items: of[kind]() }))

export const GALLERY: Group[] = [
  ...groups(RECEIVED, ''),
  ...groups(SENT, 'sent: '),
  ...groups(STATES, 'state: '),
  ...groups(OURS, 'ours: '),
]
