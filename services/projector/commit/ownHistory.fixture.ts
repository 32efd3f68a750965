// What agents write about people in a random history: fields upon what they had seen or upon nothing, tags added and taken away.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { CHANNEL, at, fact } from './build.fixture.ts'
import type { Town } from './history.fixture.ts'

export function owning({ dice, n, seed }: Town): Envelope {
  const more = { id: `O${seed}.${n}`, at: at(n * 1_000), by: `agent-${dice.below(3)}` }
  const key = dice.of([`${CHANNEL}:U0`, `${CHANNEL}:U1`, `${CHANNEL}:C1`])
  if (dice.chance(0.4)) {
    const names = () => dice.of([[], ['VIP'], ['ｖｉｐ', 'old \u0000'], ['old', 7], 'no list'])
    return fact('contact.tagged', { add: names(), remove: names() }, { ...more, key })
  }
  const change = dice.of<object | string>([
    { name: `our name ${dice.below(3)} \u0000` },
    { name: '', memo: `memo ${n}` },
    { phone: `0${dice.below(9)}`, email: 7, colour: 'none' },
    'no fields',
  ])
  const based = dice.of<object>([{}, { name: n, memo: n, phone: n }, { name: dice.below(n + 1), memo: 'x' }])
  return fact('contact.edited', { change, based }, { ...more, key })
}
