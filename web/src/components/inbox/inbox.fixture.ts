// The list's parts, each by itself at an address, with a line that answers as the test says.
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { NEW_DESK, type Desk } from '@madoguchi/contracts/row/desk'
import type { Role } from '@madoguchi/contracts/row/agent'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { learnDeskWords } from '../../composables/desk/words.ts'
import { i18n, speak } from '../../locales/i18n.ts'
import { useChannels } from '../../stores/channels.ts'
import { useConnection } from '../../stores/connection.ts'
import type { ConversationItem } from '../../stores/conversations.ts'
import { useSession } from '../../stores/session.ts'
import { useWorkspace, type AgentItem } from '../../stores/workspace.ts'

type Answer = (name: string, body: { conversation?: string }) => Ack
export type Stage = Awaited<ReturnType<typeof openStage>>

/** The clock stands at one hour after the beginning; the agent is Mika, a supervisor of the channel `c`. */
export async function openStage() {
  vi.useFakeTimers({ toFake: ['Date'], now: 3_600_000 })
  HTMLDialogElement.prototype.showModal ??= () => {}
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ counts: {} })))
  await speak('en')
  await learnDeskWords()
  setActivePinia(createPinia())
  const sent: [string, unknown][] = []
  let answer: Answer = () => ({ ok: true })
  useConnection().send = (async (name: string, body: object) => {
    sent.push([name, body])
    return answer(name, body)
  }) as never
  const be = (role: Role) =>
    (useSession().me = {
      agent: { id: 'mika', name: 'Mika', email: '' },
      rights: { c: [role] },
      stickers: 'placeholder',
      protocol: '',
    })
  be('supervisor')
  const agent = (id: string, name: string): [string, AgentItem] => [id, { id, name, active: true, teams: [] }]
  useWorkspace().agents = new Map([agent('mika', 'Mika'), agent('ken', 'Ken Sato')])
  useWorkspace().teams = new Map([['night', { id: 'night', name: 'Night', colour: 1, active: true }]])
  useChannels().current = 'c'
  let wrapper: VueWrapper | undefined
  let router: Router

  return {
    sent,
    be,
    answers: (next: Answer) => void (answer = next),
    async open(part: Component, props: object = {}, address = '/chat/c') {
      wrapper?.unmount()
      const routes = [{ path: '/chat/:channel?/:conversation?', name: 'chat', component: { render: () => null } }]
      router = createRouter({ history: createMemoryHistory(), routes })
      await router.push(address)
      wrapper = mount(part, { props, global: { plugins: [i18n, router] }, attachTo: document.body })
      await flushPromises()
      return wrapper
    },
    query: async () => (await flushPromises(), router.currentRoute.value.query),
    close() {
      wrapper?.unmount()
      document.body.replaceChildren()
      vi.useRealTimers()
      vi.unstubAllGlobals()
    },
  }
}

export const inPage = (test: string) => document.querySelector<HTMLInputElement>(`[data-test="${test}"]`)!
export function choose(test: string, value: string, events = ['change']) {
  inPage(test).value = value
  for (const event of events) inPage(test).dispatchEvent(new Event(event))
}

export const item = (n: number, desk: Partial<Desk> = {}, more: Partial<ConversationItem> = {}): ConversationItem => ({
  id: `c:U${n}`,
  part: 0,
  rev: 1,
  channel: 'c',
  kind: 'user',
  lineId: `U${n}`,
  name: `Person ${n}`,
  pictureUrl: null,
  memberCount: null,
  profiledAt: null,
  friend: { state: 'friend', since: 1 },
  lastUserMessageAt: 1,
  lastFollowAt: 1,
  lastUnfollowAt: null,
  lastJoinAt: null,
  lastLeaveAt: null,
  mode: { value: 'active', at: 1 },
  firstSeenAt: 1,
  updatedAt: 1,
  desk: { ...NEW_DESK, ...desk },
  countable: [10],
  lastAt: 1,
  last: null,
  troubled: 0,
  ...more,
})
