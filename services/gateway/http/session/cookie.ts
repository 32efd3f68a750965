// The session's cookie: unreadable for scripts, sent by our own pages only. Over https its name binds it to this very host.
import type { Directory } from '../../../directory/open.ts'
import { ABSOLUTE_MS, type Session } from '../../../directory/sessions/sessions.ts'

export type SessionCookie = {
  name: string
  /** Values of Set-Cookie. */
  set(token: string): string
  clear(): string
  tokenIn(cookieHeader: string | undefined): string | undefined
}

export function createSessionCookie(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith('https:')
  const name = secure ? '__Host-madoguchi' : 'madoguchi'
  const rest = `Path=/; HttpOnly; ${secure ? 'Secure; ' : ''}SameSite=Lax`
  return {
    name,
    set: (token) => `${name}=${token}; Max-Age=${ABSOLUTE_MS / 1_000}; ${rest}`,
    clear: () => `${name}=; Max-Age=0; ${rest}`,
    // Tokens are base64url: nothing in them needs quoting or decoding.
    tokenIn: (header) =>
      header
        ?.split(';')
        .map((pair) => pair.trim())
        .find((pair) => pair.startsWith(`${name}=`))
        ?.slice(name.length + 1),
  }
}

export type SessionOf = (cookieHeader: string | undefined) => Promise<Session | null>

/** The live session that a Cookie header names, for requests and for the socket's handshake; asking renews it. */
export function createSessionOf({ directory, publicUrl }: { directory: Directory; publicUrl: string }): SessionOf {
  const cookie = createSessionCookie(publicUrl)
  return async (header) => {
    const token = cookie.tokenIn(header)
    return token === undefined ? null : directory.sessions.find(token)
  }
}
