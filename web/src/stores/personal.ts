// What is this agent's alone: preferences, reading positions, drafts. Kept alike over the agent's tabs; the last write by the
// server's clock wins. What could not be sent waits for the next connection; drafts also survive a closed browser.
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Draft, Personal, Preferences } from '@madoguchi/contracts/http/session'
import { HttpError, request } from '../http.ts'
import { useConnection } from './connection.ts'
import { createDrafts } from './parts/drafts.ts'
import { useSession } from './session.ts'
import { useTheme } from './theme.ts'

const DEFAULTS: Preferences = { language: null, theme: 'system', sendKey: 'mod+enter', channel: null, autoLoad: true }

export const usePersonal = defineStore('personal', () => {
  const connection = useConnection()
  const preferences = ref<Preferences>({ ...DEFAULTS })
  const readings = shallowRef<Record<string, number>>({})
  const since = shallowRef<Personal['since']>({})
  const serverDrafts = shallowRef<Personal['drafts']>({})
  const ready = ref(false)
  const unsentReadings = new Map<string, number>()
  let unsentPreferences: Partial<Preferences> = {}

  const drafts = createDrafts({
    agent: () => useSession().me?.agent.id ?? '',
    save: (draft) => connection.send('draft:set', draft),
    saved: (conversation, draft) => (serverDrafts.value = { ...serverDrafts.value, [conversation]: draft }),
  })

  /** Tries until it is known: without it nobody knows which channel comes first. */
  async function start(): Promise<void> {
    for (let pause = 500; !ready.value; pause = Math.min(pause * 2, 8_000)) {
      const all = await request<Personal>('GET', '/api/personal').catch((failure: unknown) => {
        if (!(failure instanceof HttpError)) throw failure
      })
      if (all === undefined) await new Promise((done) => setTimeout(done, pause))
      else {
        merge(all)
        ready.value = true
      }
    }
  }

  function merge(news: Partial<Personal>) {
    if (news.preferences !== undefined) preferences.value = { ...news.preferences, ...unsentPreferences }
    if (news.preferences !== undefined) useTheme().choose(preferences.value.theme)
    if (news.readings !== undefined)
      readings.value = { ...readings.value, ...news.readings, ...Object.fromEntries(unsentReadings) }
    if (news.since !== undefined) since.value = { ...since.value, ...news.since }
    if (news.drafts !== undefined) serverDrafts.value = { ...serverDrafts.value, ...news.drafts }
  }

  function setPreference(patch: Partial<Preferences>) {
    preferences.value = { ...preferences.value, ...patch }
    unsentPreferences = { ...unsentPreferences, ...patch }
    void flushPreferences()
  }

  async function flushPreferences() {
    const patch = unsentPreferences
    if (Object.keys(patch).length === 0 || !connection.live()) return
    const ack = await connection.send('preferences:set', patch).catch(() => null)
    if (ack !== null && unsentPreferences === patch) unsentPreferences = {}
  }

  /** `place` may also go back: "mark unread from here". */
  function setReading(conversation: string, place: number) {
    if (readings.value[conversation] === place) return
    readings.value = { ...readings.value, [conversation]: place }
    unsentReadings.set(conversation, place)
    void flushReading(conversation, place)
  }

  async function flushReading(conversation: string, readTo: number) {
    const ack = await connection.send('reading:set', { conversation, readTo }).catch(() => null)
    if (ack !== null && unsentReadings.get(conversation) === readTo) unsentReadings.delete(conversation)
  }

  /** What was typed here and not yet saved comes before what the server knows. */
  function draft(conversation: string): Draft | null {
    return drafts.local(conversation) ?? serverDrafts.value[conversation] ?? null
  }

  connection.listen({
    personal: merge,
    up() {
      void flushPreferences()
      for (const [conversation, place] of unsentReadings) void flushReading(conversation, place)
      drafts.flush()
    },
  })

  return {
    preferences,
    ready,
    start,
    setPreference,
    /** undefined = never opened. */
    readTo: (conversation: string): number | undefined => readings.value[conversation],
    /** First offset of its partition that counts as unread for this agent. */
    since: (channel: string, part: number): number | undefined => since.value[channel]?.[part],
    setReading,
    draft,
    setDraft: drafts.set,
  }
})
