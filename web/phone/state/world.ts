import { onScopeDispose, shallowRef } from 'vue'
import { read } from './sim.ts'
import { on } from './stream.ts'

export type Friendship = 'none' | 'friend' | 'blocked'
export type Channel = {
  id: string
  name: string
  pictureUrl: string
  quota: { type: 'none' | 'limited'; value?: number }
  used: number
  webhook: { endpoint: string | null; redelivery: boolean }
  settings: Settings
}
export type Settings = {
  event: Record<string, number>
  timing: Record<string, number | number[]>
  body: Record<string, number>
}
export type User = {
  id: string
  name: string
  pictureUrl?: string
  friendship: Friendship
  towards: Record<string, Friendship>
  deleted: boolean
}
export type Group = { id: string; name: string; kind: 'group' | 'room'; members: string[]; channels: string[] }
export type World = { now: number; channels: Channel[]; users: User[]; groups: Group[]; rooms: Group[] }

export const world = shallowRef<World>({ now: Date.now(), channels: [], users: [], groups: [], rooms: [] })
export const clockOffset = shallowRef(0)

export async function readWorld(): Promise<void> {
  world.value = await read<World>('world')
  clockOffset.value = world.value.now - Date.now()
}

/** Keeps `world` fresh while the scope lives. Many changes in a moment are read once. */
export function followWorld(): void {
  let asked = false
  const again = () => {
    if (asked) return
    asked = true
    setTimeout(() => {
      asked = false
      void readWorld().catch(() => undefined)
    }, 100)
  }
  for (const kind of ['world', 'reset', 'open'] as const) onScopeDispose(on(kind, again))
}

export const friendshipOf = (user: User, channelId: string): Friendship => user.towards[channelId] ?? user.friendship
export const allGroups = () => [...world.value.groups, ...world.value.rooms]
