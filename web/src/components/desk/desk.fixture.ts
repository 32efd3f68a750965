// An open conversation with colleagues, for tests of components: what was sent is listed, and the server's answer is the test's.
import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import type { Component } from 'vue'
import { NEW_DESK, type Desk } from '@madoguchi/contracts/row/desk'
import { DESK_RULES } from '@madoguchi/contracts/row/deskRules'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { learnBesideWords } from '../../composables/composer/words.ts'
import { learnDeskWords } from '../../composables/desk/words.ts'
import { learnNoteWords } from '../../composables/note/words.ts'
import { learnUploadWords } from '../../composables/upload/words.ts'
import { i18n, speak } from '../../locales/i18n.ts'
import { useConnection } from '../../stores/connection.ts'
import { useOutbox } from '../../stores/outbox.ts'
import { useSession } from '../../stores/session.ts'
import { useThread } from '../../stores/thread.ts'
import { useWorkspace } from '../../stores/workspace.ts'

export const CONVERSATION = 'shop:U1'
type How = {
  desk?: Partial<Desk>
  lock?: 'soft' | 'hard'
  role?: 'viewer' | 'agent' | 'supervisor'
  blocked?: boolean
  answer?: (name: string, body: { id: string }) => Ack
}

export async function openDesk({ desk = {}, lock = 'soft', role = 'agent', blocked = false, answer }: How = {}) {
  localStorage.clear()
  setActivePinia(createPinia())
  await speak('en')
  await Promise.all([learnDeskWords(), learnNoteWords(), learnBesideWords(), learnUploadWords()])
  const connection = useConnection()
  const sent: { name: string; body: Record<string, unknown> }[] = []
  vi.spyOn(connection, 'live').mockReturnValue(true)
  vi.spyOn(connection, 'send').mockImplementation(async (name, body) => {
    sent.push({ name, body: body as never })
    const done: Ack = { ok: true, at: { part: 0, off: 100 } }
    return (answer?.(name, body as { id: string }) ?? done) as never
  })
  connection.state = 'live'
  useSession().me = {
    agent: { id: 'aoi', name: 'Aoi', email: '' },
    rights: { shop: [role] },
    stickers: 'placeholder',
    protocol: '',
  }
  const workspace = useWorkspace()
  const agent = (id: string, name: string, teams: string[] = []) => [id, { id, name, active: true, teams }] as const
  workspace.agents = new Map([agent('aoi', 'Aoi', ['returns']), agent('mika', '林 美香'), agent('ken', 'Ken')])
  workspace.teams = new Map([['returns', { id: 'returns', name: 'Returns', colour: 1, active: true }]])
  workspace.channels = new Map([
    [
      'shop',
      {
        id: 'shop',
        name: 'Shop',
        pictureUrl: null,
        basicId: null,
        order: 0,
        state: 'active',
        replyWindow: 30,
        paused: null,
        quotaEndedAt: null,
        desk: { ...DESK_RULES, lock },
      },
    ],
  ])
  useOutbox().start('aoi')
  const thread = useThread()
  thread.id = CONVERSATION
  thread.state = 'ready'
  const show = (more: Partial<Desk>, rev: number) => {
    thread.conversation = {
      id: CONVERSATION,
      part: 0,
      rev,
      channel: 'shop',
      kind: 'user',
      lineId: 'U1',
      name: 'Sakura',
      friend: { state: blocked ? 'blocked' : 'friend', since: null, from: null },
      lastUserMessageAt: Date.now(),
      lastFollowAt: 1,
      lastUnfollowAt: blocked ? Date.now() + 1 : null,
      mode: { value: 'active', at: 0 },
      firstSeenAt: 0,
      countable: [],
      desk: { ...NEW_DESK, status: 'open', case: 1, ...more },
    } as never
  }
  show(desk, 1)
  return { sent, show }
}

export async function draw(component: Component, props: Record<string, unknown> = {}): Promise<VueWrapper> {
  const wrapper = mount(component, { props, global: { plugins: [i18n] }, attachTo: document.body })
  await vi.dynamicImportSettled()
  return wrapper
}

export const byTest = (name: string) => document.querySelector<HTMLElement>(`[data-test=${name}]`)
