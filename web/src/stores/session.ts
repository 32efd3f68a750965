// Who is at this screen. `expired`: the session ended in mid-work; the page stays as it is and asks the same agent for the password
// over it (SH-2). Somebody else signing in, or a sign-out, begins with an empty page.
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Me } from '@madoguchi/contracts/http/session'
import { allows, type Role } from '@madoguchi/contracts/row/agent'
import { PROTOCOL_VERSION } from '@madoguchi/contracts/socket/version'
import { showPictures } from '../composables/text/linePicture.ts'
import { HttpError, onSignedOut, request } from '../http.ts'
import { useConnection } from './connection.ts'

export type SessionState = 'loading' | 'in' | 'out' | 'expired'

export const useSession = defineStore('session', () => {
  const me = shallowRef<Me | null>(null)
  const state = ref<SessionState>('loading')
  /** Why nobody knows whether there is a session: the server does not answer. */
  const error = shallowRef<HttpError | null>(null)

  function enter(who: Me) {
    me.value = who
    state.value = 'in'
    showPictures(who.stickers === 'cdn')
    if (who.protocol !== PROTOCOL_VERSION) useConnection().outdated = true
  }

  async function load(): Promise<void> {
    error.value = null
    try {
      enter(await request<Me>('GET', '/api/session', { quiet: true }))
    } catch (failure) {
      if (!(failure instanceof HttpError)) throw failure
      if (failure.status === 401) state.value = 'out'
      else error.value = failure
    }
  }

  /** Throws HttpError: 401 wrong, 429 too many guesses. */
  async function signIn(email: string, password: string): Promise<void> {
    const who = await request<Me>('POST', '/api/session', { body: { email, password }, quiet: true })
    if (me.value !== null && me.value.agent.id !== who.agent.id) return location.reload()
    const again = state.value === 'expired'
    enter(who)
    if (again) useConnection().pickUp()
  }

  async function signOut(everywhere = false): Promise<void> {
    await request('DELETE', everywhere ? '/api/session?everywhere=true' : '/api/session', { quiet: true }).catch(
      (failure: HttpError) => {
        if (failure.status !== 401) throw failure
      },
    )
    location.assign('/sign-in')
  }

  function expire() {
    if (state.value !== 'in') return
    state.value = 'expired'
    useConnection().hangUp()
  }

  /** Whether the server still knows this session; false = it has ended and is asked for. An unreachable server proves nothing. */
  async function check(): Promise<boolean> {
    try {
      me.value = await request<Me>('GET', '/api/session', { quiet: true })
    } catch (failure) {
      if (failure instanceof HttpError && failure.status === 401) expire()
    }
    return state.value === 'in'
  }

  /** Without a channel: in any of them. */
  function can(channel: string | null, role: Exclude<Role, 'ops'>): boolean {
    const rights = me.value?.rights ?? {}
    return channel === null ? Object.keys(rights).some((c) => allows(rights, c, role)) : allows(rights, channel, role)
  }

  onSignedOut(expire)
  useConnection().listen({
    me: (who) => (me.value = who),
    'signed-out': expire,
    refused: () => void check().then((known) => known && useConnection().retryLater()),
  })

  return { me, state, error, load, signIn, signOut, expire, check, can }
})
