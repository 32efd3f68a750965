// How much of each channel's month is used: LINE's last reading, and the pushes this browser has seen leave since.
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { QuotaReading } from '@madoguchi/contracts/http/line'
import { endedOf, usageOf, type Ended, type Pushed, type Usage } from '../composables/quota/usage.ts'
import { HttpError, request } from '../http.ts'
import { useWorkspace } from './workspace.ts'

type Known = { reading: QuotaReading | null; error: HttpError | null; pushes: ReadonlyMap<string, Pushed> }
const NOTHING: Known = { reading: null, error: null, pushes: new Map() }

export const useQuota = defineStore('quota', () => {
  const workspace = useWorkspace()
  const channels = shallowRef<ReadonlyMap<string, Known>>(new Map())
  const asking = new Map<string, Promise<void>>()

  const of = (channel: string): Known => channels.value.get(channel) ?? NOTHING

  function set(channel: string, change: Partial<Known>) {
    channels.value = new Map(channels.value).set(channel, { ...of(channel), ...change })
  }

  /** Resolves when it is known how it went; whoever asks meanwhile waits for the same answer. */
  function load(channel: string): Promise<void> {
    const running = asking.get(channel) ?? read(channel).finally(() => asking.delete(channel))
    asking.set(channel, running)
    return running
  }

  async function read(channel: string): Promise<void> {
    try {
      const reading = await request<QuotaReading>('GET', `/api/channels/${encodeURIComponent(channel)}/quota`)
      const pushes = new Map([...of(channel).pushes].filter(([, { at }]) => at > reading.at))
      set(channel, { reading, error: null, pushes })
    } catch (failure) {
      if (!(failure instanceof HttpError)) throw failure
      set(channel, { error: failure })
    }
  }

  /** Messages that LINE has taken as pushes since the reading; told again they count once. */
  function pushed(channel: string, found: ReadonlyMap<string, Pushed>) {
    const { pushes } = of(channel)
    if ([...found.keys()].every((id) => pushes.has(id))) return
    set(channel, { pushes: new Map([...pushes, ...found]) })
  }

  function usage(channel: string, now: number): Usage | null {
    const { reading, pushes } = of(channel)
    return reading === null ? null : usageOf(reading, pushes.values(), now)
  }

  /** Whether the channel's month is used up; null = pushes go. */
  function ended(channel: string, now: number): Ended | null {
    const { reading, pushes } = of(channel)
    const endedAt = workspace.channels.get(channel)?.quotaEndedAt ?? null
    return endedOf({ endedAt, reading, pushes: pushes.values(), now })
  }

  return { of, load, pushed, usage, ended }
})
