import type { Platform } from '../../platform.ts'
import type { Random } from '../../random.ts'
import { makeGroup } from '../../world/group.ts'
import { makePerson } from '../../world/person.ts'
import type { Person } from '../../world/person.ts'
import { LANGUAGES } from './lines.ts'
import type { Language } from './lines.ts'

/** One talker: where the dialogue stands and what was said last. */
export type Talker = {
  person: Person
  channelId: string
  language: Language
  /** group the person also talks in */
  groupId?: string
  stage: 'open' | 'more' | 'waiting' | 'answered'
  unanswered: number
  lastMessageId?: string
  /** message in the group, which alone can be edited */
  lastGroupMessageId?: string
}

/** People and groups of a crowd, put into the world; the same seed gives the same ones. */
export function makeCast(
  platform: Platform,
  random: Random,
  plan: { channels: string[]; users: number; groups: number },
): Talker[] {
  const talkers = Array.from({ length: plan.users }, (_one, i): Talker => {
    const language = random.pick(LANGUAGES)
    const person = makePerson(
      { id: `U${random.hex(32)}`, name: `Crowd ${i + 1}`, language, consent: !random.chance(0.03) },
      platform.ids,
    )
    platform.world.people.set(person.id, person)
    return { person, channelId: plan.channels[i % plan.channels.length]!, language, stage: 'open', unanswered: 0 }
  })
  for (let i = 0; i < plan.groups; i++) {
    const channelId = plan.channels[i % plan.channels.length]!
    const members = random.shuffle(talkers.filter((one) => one.channelId === channelId)).slice(0, 8)
    const group = makeGroup(
      {
        id: `C${random.hex(32)}`,
        name: `Crowd group ${i + 1}`,
        members: members.map((one) => one.person.id),
        channels: [channelId],
      },
      'group',
      platform.ids,
    )
    platform.world.groups.set(group.id, group)
    for (const one of members) one.groupId = group.id
  }
  return talkers
}
