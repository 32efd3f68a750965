// A signed-in browser's HTTP, as the balancer and the gateway see it.
import type { WorldAgent } from '../world.ts'

export type Session = { headers: Record<string, string>; get<T>(path: string): Promise<T> }

const ANSWER_WITHIN_MS = 15_000

/** `name`: the user agent, by which the balancer knows whose gateway is whose. */
export async function signIn(url: string, { email, password }: WorldAgent, name: string): Promise<Session> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json', 'user-agent': name },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`${name} was not signed in: ${answer.status}`)
  return sessionOf(url, { cookie: answer.headers.get('set-cookie')!.split(';')[0]!, name })
}

/** Of one who is signed in already. */
export function sessionOf(url: string, { cookie, name }: { cookie: string; name: string }): Session {
  const headers = { cookie, 'user-agent': name }
  return {
    headers,
    async get<T>(path: string): Promise<T> {
      const got = await fetch(url + path, { headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
      if (!got.ok) throw new Error(`${path}: ${got.status}`)
      return (await got.json()) as T
    },
  }
}
