// What is this agent's alone: preferences, reading positions, drafts. Kept alike over the agent's tabs; the last write by the
// server's clock wins. What could not be sent waits for the next connection; drafts also survive a closed browser.
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Draft, Personal, Preferences } from '@madoguchi/contracts/http/session'
import { DEFAULT_NOTIFY } from '@madoguchi/contracts/notify/rule'
import type { SavedView } from '@madoguchi/contracts/row/savedView'
import { HttpError, request } from '../http.ts'
import { useConnection } from './connection.ts'
import { withBeside, type BesidePatch } from './parts/beside.ts'
import { createDrafts, NO_DRAFT, type Drafted } from './parts/drafts.ts'
import { useSession } from './session.ts'
import { useTheme } from './theme.ts'

const DEFAULTS: Preferences = {
  language: null,
  theme: 'system',
  sendKey: 'mod+enter',
  channel: null,
  autoLoad: true,
  publicName: null,
  appearAway: false,
  keys: { on: true, map: {} },
  notify: DEFAULT_NOTIFY,
}
/** What of a draft changes; the rest of it stays. */
export type DraftChange = Partial<Omit<Drafted, 'form'>> & { beside?: BesidePatch }

export const usePersonal = defineStore('personal', () => {
  const connection = useConnection()
  const preferences = ref<Preferences>({ ...DEFAULTS })
  const readings = shallowRef<Record<string, number>>({})
  const since = shallowRef<Personal['since']>({})
  const views = shallowRef<readonly SavedView[]>([])
  const noticesSeen = ref(0)
  const serverDrafts = shallowRef<Personal['drafts']>({})
  const ready = ref(false)
  /** Grows when the server has taken a change of preferences or of what was seen. */
  const taken = ref(0)
  /** Grows with each draft written here: reading it makes a computed follow them. */
  const draftsWritten = ref(0)
  const unsentReadings = new Map<string, number>()
  /** Marked unread by hand: what stands on the screen does not read them, until they are left. */
  const byHand = new Set<string>()
  let known: string | null = null
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
    if (news.views !== undefined) views.value = news.views
    if (news.noticesSeen !== undefined) noticesSeen.value = Math.max(noticesSeen.value, news.noticesSeen)
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
    if (ack === null) return
    taken.value++
    if (unsentPreferences === patch) unsentPreferences = {}
  }

  /** By what stood on the screen. */
  function setReading(conversation: string, place: number) {
    if (!byHand.has(conversation)) putReading(conversation, place)
  }

  /** By the agent's word; `place` may also go back: "mark unread from here". */
  function markReading(conversation: string, place: number) {
    if (place < (readings.value[conversation] ?? -1)) byHand.add(conversation)
    else byHand.delete(conversation)
    putReading(conversation, place)
  }

  function putReading(conversation: string, place: number) {
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
    const onServer = serverDrafts.value[conversation] ?? null
    return draftsWritten.value >= 0 ? (drafts.local(conversation) ?? onServer) : null
  }

  /** False: it is too much to be kept, and is lost with the page. */
  function changeDraft(conversation: string, { beside, ...change }: DraftChange): boolean {
    const { text, notificationDisabled, form } = draft(conversation) ?? NO_DRAFT
    const next = { text, notificationDisabled, form: beside === undefined ? form : withBeside(form, beside), ...change }
    const kept = drafts.set(conversation, next)
    draftsWritten.value++
    return kept
  }

  /** Rights changed: other channels, with what is the agent's own there. */
  const again = () =>
    request<Personal>('GET', '/api/personal').then(merge, (failure: unknown) => {
      if (!(failure instanceof HttpError)) throw failure
    })

  function seeNotices(at: number) {
    if (at <= noticesSeen.value) return
    noticesSeen.value = at
    connection.send('notices:seen', { at }).then(
      () => void taken.value++,
      () => {},
    )
  }

  connection.listen({
    personal: merge,
    me({ rights }) {
      const now = JSON.stringify(rights)
      if (known !== null && known !== now) void again()
      known = now
    },
    up() {
      void flushPreferences()
      for (const [conversation, place] of unsentReadings) void flushReading(conversation, place)
      drafts.flush()
    },
  })

  return {
    preferences,
    readings,
    views,
    noticesSeen,
    taken,
    /** All notices up to this time, ms. */
    seeNotices,
    /** What a command of this tab has changed; the other tabs are told by the server. */
    setViews: (changed: readonly SavedView[]) => (views.value = changed),
    ready,
    start,
    setPreference,
    /** undefined = never opened. */
    readTo: (conversation: string): number | undefined => readings.value[conversation],
    /** First offset of its partition that counts as unread for this agent. */
    since: (channel: string, part: number): number | undefined => since.value[channel]?.[part],
    setReading,
    markReading,
    /** It is open no more: the next time it is read again by what stands on the screen. */
    left: (conversation: string) => void byHand.delete(conversation),
    draft,
    changeDraft,
  }
})
