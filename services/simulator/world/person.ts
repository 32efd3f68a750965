import type { Ids } from '../ids.ts'

export type Friendship = 'none' | 'friend' | 'blocked'

/** A LINE user as this provider's channels know them. */
export type Person = {
  id: string
  name: string
  language: string
  pictureUrl?: string
  statusMessage?: string
  device: 'ios' | 'android' | 'pc'
  /** Without consent to profile access neither events nor the API name them. */
  consent: boolean
  deleted: boolean
  /** towards channels not named in `towards` */
  friendship: Friendship
  towards: Map<string, Friendship>
}

export type PersonInput = {
  id?: string
  name?: string
  language?: string
  pictureUrl?: string
  statusMessage?: string
  device?: Person['device']
  consent?: boolean
  deleted?: boolean
  friendship?: Friendship | Record<string, Friendship>
}

export const friendshipOf = (person: Person, channelId: string): Friendship =>
  person.towards.get(channelId) ?? person.friendship

function befriend(person: Person, friendship: PersonInput['friendship']): void {
  if (typeof friendship === 'string') {
    person.friendship = friendship
    person.towards.clear()
  } else if (friendship !== undefined) {
    for (const [channelId, one] of Object.entries(friendship)) person.towards.set(channelId, one)
  }
}

export function makePerson({ friendship, ...input }: PersonInput, ids: Ids): Person {
  const id = input.id ?? ids.user()
  const person: Person = {
    name: `Person ${id.slice(1, 5)}`,
    language: 'ja',
    pictureUrl: `/_media/person/${id}.svg`,
    device: 'ios',
    consent: true,
    deleted: false,
    ...input,
    id,
    friendship: 'friend',
    towards: new Map(),
  }
  befriend(person, friendship)
  return person
}

export function changePerson(person: Person, { friendship, id: _fixed, ...change }: PersonInput): void {
  Object.assign(person, change)
  befriend(person, friendship)
}
