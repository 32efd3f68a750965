import { ref } from 'vue'
import type { Ref } from 'vue'
import { allGroups, world } from './world.ts'

/** What one phone looks at. `place` is '' for 1:1, else a group or room id. */
export type Where = { channel: string; person: string; place: string }
export type Phone = Where & { key: number }

type Phones = {
  phones: Ref<Phone[]>
  start(): void
  add(): void
  remove(index: number): void
  change(index: number, change: Partial<Where>): void
}

/** Whoever is meant by the address comes first; else the first person of the world. */
function fromAddress(): Where {
  const query = new URLSearchParams(location.search)
  const { channels, users } = world.value
  const channel = query.get('channel') ?? channels[0]?.id ?? ''
  return { channel, person: query.get('as') ?? users[0]?.id ?? '', place: query.get('in') ?? '' }
}

/** The first phone is what the address names, so that it can be copied. */
function toAddress({ channel, person, place }: Where): void {
  const query = new URLSearchParams(location.search)
  query.set('channel', channel)
  query.set('as', person)
  if (place === '') query.delete('in')
  else query.set('in', place)
  history.replaceState(null, '', `?${query.toString()}`)
}

export function usePhones(): Phones {
  const phones = ref<Phone[]>([])
  let next = 0
  const push = (where: Where) => void phones.value.push({ ...where, key: next++ })
  return {
    phones,
    start: () => push(fromAddress()),
    add() {
      const taken = new Set(phones.value.map((one) => one.person))
      const free = world.value.users.find((one) => !taken.has(one.id)) ?? world.value.users[0]
      if (free !== undefined) push({ channel: phones.value[0]?.channel ?? '', person: free.id, place: '' })
    },
    remove: (index) => void phones.value.splice(index, 1),
    change(index, change) {
      const phone = phones.value[index]!
      Object.assign(phone, change)
      const group = allGroups().find((one) => one.id === phone.place)
      if (group !== undefined && change.person !== undefined && !group.members.includes(phone.person)) phone.place = ''
      if (index === 0) toAddress(phone)
    },
  }
}
