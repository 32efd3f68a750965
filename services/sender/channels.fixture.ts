// One channel as the directory would give it, with what the sender told the directory.
import type { Rights } from '@madoguchi/contracts/row/agent'
import { DESK_RULES } from '@madoguchi/contracts/row/deskRules'
import type { Channel, Channels } from '../directory/channel.ts'

export const CHANNEL: Channel = {
  id: 'shop',
  name: 'Shop',
  lineChannelId: '2000000101',
  botUserId: 'Ubot',
  secrets: ['5f1c0e8ad2b94c7790d1a63be8f24c11'],
  token: { kind: 'stateless' },
  replyWindow: 0,
  state: 'active',
  quotaEndedAt: null,
  desk: DESK_RULES,
}

export type FakeChannels = Channels & {
  set(change: Partial<Channel>): void
  paused: ('token' | null)[]
  quota: (number | null)[]
}

export function fakeChannels(given: Channel = CHANNEL): FakeChannels {
  let channel = given
  const paused: ('token' | null)[] = []
  const quota: (number | null)[] = []
  return {
    get: (id) => (id === channel.id ? channel : undefined),
    all: () => [channel],
    async setPaused(_id, why) {
      if ((paused.at(-1) ?? null) !== why) paused.push(why)
    },
    async setQuotaEnded(_id, at) {
      quota.push(at)
    },
    set: (change) => void (channel = { ...channel, ...change }),
    paused,
    quota,
  }
}

/** Everybody here is called and may do what their id says. */
export const AGENTS = {
  get(id: string) {
    const rights: Rights = { shop: id.startsWith('boss') ? ['supervisor'] : ['agent'] }
    return { name: `Agent ${id}`, active: !id.startsWith('gone'), rights }
  },
}
