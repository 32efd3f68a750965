// What agents and rules do with conversations, for the random histories: in any order, upon what stands and upon what does not.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { uuidv5 } from '@madoguchi/contracts/ids'
import { CHANNEL, at, fact } from './build.fixture.ts'
import type { Town } from './history.fixture.ts'

const KEYS = ['U0', 'U1', 'C1'].map((id) => `${CHANNEL}:${id}`)
const AGENTS = ['agent-1', 'agent-2', 'agent-3']

export function desking(town: Town): Envelope {
  const { dice, n, seed, spoken } = town
  const key = dice.of(KEYS)
  const based = dice.of([undefined, spoken.get(key) ?? -1, 7])
  const by = based === undefined ? dice.of(AGENTS) : 'system'
  const more = { id: uuidv5(`${seed} ${n}`, 'desk'), key, by, at: at(n * 1_000) }
  const status = dice.of(['open', 'pending', 'snoozed', 'resolved', 'resolved', 'hologram'])
  return dice.of([
    () =>
      fact(
        'conversation.statusChanged',
        dense({ status, until: at(n * 3_000), reopenUntil: at(n * 2_000), based }),
        more,
      ),
    () => fact('conversation.statusChanged', dense({ status: 'open', rule: 'snoozeEnded', based }), more),
    () => fact('conversation.assigned', dense({ ...assigning(town), based: based === 7 ? null : undefined }), more),
    () => fact('conversation.reopened', { case: 1 + dice.below(4), fresh: dice.chance(0.5), based: based ?? -1 }, more),
    () => fact('conversation.replyWaived', {}, more),
    () => fact('conversation.escalated', { text: `help ${n}` }, more),
    () => fact('conversation.returned', { text: `done ${n}`, told: [dice.of(AGENTS)] }, more),
  ])()
}

const assigning = ({ dice }: Town) => ({
  assignee: dice.of([...AGENTS, null]),
  team: dice.of(['T1', null]),
  how: dice.of(['taken', 'given', 'rule', 'handed']),
  told: [dice.of(AGENTS)],
})

/** Written, and edited or deleted by anybody. */
export function noting(town: Town): Envelope {
  const { dice, n, seed, notes } = town
  const says = {
    text: `note ${n} \u0000`,
    mentions: [{ kind: 'agent', id: 'agent-1', start: 0, length: 4 }],
    told: ['agent-1'],
  }
  const more = { id: uuidv5(`${seed} ${n}`, 'note'), by: dice.of(AGENTS), at: at(n * 1_000) }
  if (notes.length === 0 || dice.chance(0.5)) {
    const files = dice.of([
      [],
      [{ address: 'https://a', name: `Ｆile ${n} \u0000.png`, type: 'image/png', size: 1 }],
      'hologram',
    ])
    const note = fact('note.written', { ...says, files }, { ...more, key: dice.of(KEYS) })
    notes.push(note)
    return note
  }
  const { id: note, key } = dice.of(notes)
  return dice.chance(0.6)
    ? fact('note.edited', { note, ...says }, { ...more, key })
    : fact('note.deleted', { note }, { ...more, key })
}

const dense = (data: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
