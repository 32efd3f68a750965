// A history in which people are renamed and notes reworded all the time, and in which facts that only the log's order tells apart (a name, a
// rewording, a retry) stand a second time further on, as an append whose answer was lost leaves them.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { uuidv5 } from '@madoguchi/contracts/ids'
import type { Rec } from '../log/log.ts'
import type { Dice } from '../projector/commit/history.fixture.ts'
import { ONCE } from './project/project.ts'

const FURTHER = 120

/** Offsets are given anew, dense in each partition. */
export function doubled(records: Rec[], dice: Dice): Rec[] {
  const busy = withChanges(records, dice)
  const copies = busy
    .filter(({ record: { event } }) => event !== null && ONCE.has(event.type) && dice.chance(0.7))
    .map(({ record, at }) => ({
      record: { ...record, key: uuidv5(record.key, 'copy') },
      at: at + 0.5 + dice.below(FURTHER),
    }))
  const next = new Map<number, number>()
  return [...busy, ...copies]
    .toSorted((a, b) => a.at - b.at)
    .map(({ record }) => {
      const off = next.get(record.part) ?? 0
      next.set(record.part, off + 1)
      return { ...record, off }
    })
}

/** After every third event its person or group is called anew, and the latest note of that partition is reworded by its author. */
function withChanges(records: Rec[], dice: Dice) {
  const notes = new Map<number, Envelope>()
  return records.flatMap((record, at) => {
    const placed = [{ record, at }]
    const { event, part } = record
    if (event === null || !/:[UC]/.test(event.key)) return placed
    if (event.type === 'note.written') notes.set(part, event)
    const also = (change: Pick<Envelope, 'type' | 'key' | 'by' | 'data'>) => {
      const id = uuidv5(record.key, change.type)
      placed.push({
        record: { ...record, key: uuidv5(id, 'record'), event: { ...event, ...change, id } },
        at: at + 0.2,
      })
    }
    if (dice.chance(0.3)) also(renamed(event.key, `called ${at}`))
    const note = notes.get(part)
    if (note !== undefined && dice.chance(0.3)) also(reworded(note, `reworded ${at}`))
    return placed
  })
}

const renamed = (key: string, name: string) => {
  const group = key.includes(':C')
  const data = { found: true, ...(group ? { name } : { profile: { name } }) }
  return { type: group ? 'conversation.profiled' : 'contact.profiled', key, by: 'system', data }
}

const reworded = ({ key, id: note, by }: Envelope, text: string) => ({
  type: 'note.edited',
  key,
  by,
  data: { note, text, mentions: [], told: [] },
})
