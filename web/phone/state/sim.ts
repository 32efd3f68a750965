// The simulator's admin interface, same origin. A refusal is a value; a broken line is thrown.
export type Done = { webhookEventIds: string[]; messageIds: string[] }
export type Refused = { refused: string }

async function call(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`/_sim/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
}

export async function read<T>(path: string): Promise<T> {
  const answer = await call('GET', path)
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return (await answer.json()) as T
}

export async function change<T>(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown = {},
): Promise<T | Refused> {
  const answer = await call(method, path, body)
  const json = (await answer.json()) as T & { message?: string }
  return answer.ok ? json : { refused: json.message ?? String(answer.status) }
}

export type Act = { channel: string; as: string; in?: string; do: string; [more: string]: unknown }
export const act = (input: Act) => change<Done>('POST', 'act', input)
export const isRefused = (answer: object): answer is Refused => 'refused' in answer
