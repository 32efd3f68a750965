// Channels, agents and teams as this agent may see them: the directory's rows, live. Other stores put them into order.
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Snapshot } from '@madoguchi/contracts/http/snapshot'
import type { AgentRow } from '@madoguchi/contracts/row/agent'
import type { ChannelRow } from '@madoguchi/contracts/row/channel'
import type { TeamRow } from '@madoguchi/contracts/row/team'
import { WORKSPACE } from '@madoguchi/contracts/socket/room'
import { HttpError, request } from '../http.ts'
import type { Followed } from '../sync/follow.ts'
import type { View } from '../sync/receive.ts'
import { useConnection } from './connection.ts'

export type ChannelItem = ChannelRow & { id: string }
export type AgentItem = AgentRow & { id: string }
export type TeamItem = TeamRow & { id: string }

export const useWorkspace = defineStore('workspace', () => {
  const state = ref<'loading' | 'ready' | 'error'>('loading')
  const error = shallowRef<HttpError | null>(null)
  const channels = shallowRef<ReadonlyMap<string, ChannelItem>>(new Map())
  const agents = shallowRef<ReadonlyMap<string, AgentItem>>(new Map())
  const teams = shallowRef<ReadonlyMap<string, TeamItem>>(new Map())
  let followed: Followed | null = null

  function show(view: View) {
    const [some, others] = [new Map<string, ChannelItem>(), new Map<string, AgentItem>()]
    const groups = new Map<string, TeamItem>()
    for (const row of view.rows.values()) {
      if (row.row === null) continue
      if (row.noun === 'channel') some.set(row.id, { ...row.row, id: row.id })
      else if (row.noun === 'agent') others.set(row.id, { ...row.row, id: row.id })
      else if (row.noun === 'team') groups.set(row.id, { ...row.row, id: row.id })
    }
    channels.value = some
    agents.value = others
    teams.value = groups
    state.value = 'ready'
  }

  function start() {
    followed ??= useConnection().follows.open({
      room: WORKSPACE,
      load: () => request<Snapshot>('GET', '/api/workspace'),
      changed: show,
      failed(failure) {
        if (state.value !== 'ready') state.value = 'error'
        error.value = failure instanceof HttpError ? failure : null
      },
      gone: () => {},
    })
  }

  async function reload(): Promise<void> {
    if (state.value === 'error') state.value = 'loading'
    await followed?.reload()
  }

  return { state, error, channels, agents, teams, start, reload }
})
