// Devices that are pushed to (RFC 8030), each by the session that asked for it: it ends with that session, the agent, or when the push
// service no longer knows it. The address lets anybody push, so it is kept sealed and found by a keyed hash.
import type { Pool } from '../../db/pool.ts'
import type { Keyring } from '../secret/keyring.ts'
import { pushKey, type PushKey } from './key.ts'

/** What a browser gives: the push service's address, its public key and its secret (base64url). */
export type Address = { endpoint: string; keys: { p256dh: string; auth: string } }
export type Device = { id: string; agent: string; session: string; language: string; address: Address }
type Owner = { agent: string; session: string }

export type Push = {
  key(): Promise<PushKey>
  /** Again = renewed. Beyond the most that one agent has, the oldest go. */
  keep(owner: Owner, given: Address & { language: string }): Promise<void>
  /** False = there is none of this agent's by that address. */
  drop(agent: string, endpoint: string): Promise<boolean>
  /** The push service no longer knows it. */
  forget(id: string): Promise<void>
  /** By id. */
  devices(ids: string[]): Promise<Device[]>
  /** Ids of the devices of these agents. */
  of(agents: string[]): Promise<{ id: string; agent: string }[]>
  askTest(agent: string, endpoint: string): Promise<boolean>
  /** Takes what was asked for: each test is given once. */
  takeTests(): Promise<string[]>
}

const DEVICES_MAX = 20

type Stored = Omit<Device, 'address'> & { sealed: string }
type Deps = { pool: Pool; keyring: Keyring; now: () => number }

export function createPush({ pool, keyring, now }: Deps): Push {
  const idOf = (endpoint: string) => keyring.digest(`push ${endpoint}`)
  const placeOf = (id: string) => `push/${id}`
  let key: Promise<PushKey> | undefined

  async function keep({ agent, session }: Owner, { endpoint, keys, language }: Address & { language: string }) {
    const id = idOf(endpoint)
    const sealed = keyring.seal(JSON.stringify({ endpoint, keys } satisfies Address), placeOf(id))
    await pool.query(
      `insert into push_subscription (id, agent, session, sealed, language, at) values ($1, $2, $3, $4, $5, $6)
       on conflict (id) do update set agent = $2, session = $3, sealed = $4, language = $5, at = $6`,
      [id, agent, session, sealed, language, now()],
    )
    await pool.query(
      `delete from push_subscription where id in
         (select id from push_subscription where agent = $1 order by at desc, id offset ${DEVICES_MAX})`,
      [agent],
    )
  }

  return {
    key() {
      key ??= pushKey(pool, keyring).catch((error: unknown) => {
        key = undefined
        throw error
      })
      return key
    },
    keep,
    async drop(agent, endpoint) {
      const values = [idOf(endpoint), agent]
      return (await pool.query('delete from push_subscription where id = $1 and agent = $2', values)).rowCount === 1
    },
    async forget(id) {
      await pool.query('delete from push_subscription where id = $1', [id])
    },
    async devices(ids) {
      const { rows } = await pool.query<Stored>(
        'select id, agent, session, language, sealed from push_subscription where id = any($1)',
        [ids],
      )
      return rows.map(({ sealed, ...row }) => ({
        ...row,
        address: JSON.parse(keyring.open(sealed, placeOf(row.id))) as Address,
      }))
    },
    async of(agents) {
      const text = 'select id, agent from push_subscription where agent = any($1)'
      return (await pool.query<{ id: string; agent: string }>(text, [agents])).rows
    },
    async askTest(agent, endpoint) {
      const values = [idOf(endpoint), agent, now()]
      const asked = await pool.query('update push_subscription set test_at = $3 where id = $1 and agent = $2', values)
      return asked.rowCount === 1
    },
    async takeTests() {
      const text = 'update push_subscription set test_at = null where test_at is not null returning id'
      return (await pool.query<{ id: string }>(text)).rows.map(({ id }) => id)
    },
  }
}
