// Changes of channels. What LINE must confirm (secret, token, the bot's identity) was checked by the caller.
import { randomBytes } from 'node:crypto'
import type { EditChannel } from '@madoguchi/contracts/http/channels'
import type { Clash } from '@madoguchi/contracts/merge'
import { DESK_RULES, type DeskRules } from '@madoguchi/contracts/row/deskRules'
import type { Client } from '../../db/pool.ts'
import { SYSTEM, type Actor } from '../audit.ts'
import type { Change, Outcome } from '../change.ts'
import type { Image } from '../image.ts'
import type { Keyring } from '../secret/keyring.ts'
import { clashesOf, stamped, type Settled } from './fields.ts'
import { secretPlace, tokenPlace, type Sealed } from './stored.ts'

export type AddChannel = {
  name: string
  lineChannelId: string
  secret: string
  accessToken?: string
  bot: { userId: string; basicId: string | null; pictureUrl: string | null }
}
/** 'taken': one bot and one channel id are registered once. */
export type Added = { ok: true; id: string } | { ok: false; code: 'taken'; field: 'lineChannelId' | 'botUserId' }
/** 'changed': fields that somebody else changed meanwhile (CO-20); nothing was changed. */
export type Edited = { ok: true } | { ok: false; code: 'not_found' } | { ok: false; code: 'changed'; clashes: Clash[] }

type Deps = { change: Change; image: Image; keyring: Keyring; now: () => number }
/** A quota that is found used up again is told anew after this time. */
const SAID_AGAIN_MS = 60 * 60_000

type Columns = Record<string, unknown>
type Seal = (text: string, place: string) => Sealed

export function createChannelWrites({ change, image, keyring, now }: Deps) {
  const sealBy =
    ({ by }: Actor): Seal =>
    (text, place) => ({ sealed: keyring.seal(text, place), at: now(), by })

  async function add(given: AddChannel, actor: Actor): Promise<Added> {
    return change<Added>(actor, async (tx, rev) => {
      const field = await takenField(tx, given)
      if (field !== null) return { value: { ok: false, code: 'taken', field }, audit: null }
      // Ours, and never derived from a secret: history does not depend on a credential's value.
      const id = randomBytes(8).toString('hex')
      const seal = sealBy(actor)
      const token = given.accessToken ? seal(given.accessToken, tokenPlace(id)) : null
      await tx.query(
        `insert into channel (id, rev, name, picture_url, basic_id, line_channel_id, bot_user_id, secrets, token, created_at, position)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, (select coalesce(max(position) + 1, 0) from channel))`,
        [
          id,
          rev,
          given.name,
          given.bot.pictureUrl,
          given.bot.basicId,
          given.lineChannelId,
          given.bot.userId,
          JSON.stringify([seal(given.secret, secretPlace(id))]),
          token && JSON.stringify(token),
          now(),
        ],
      )
      const detail = { lineChannelId: given.lineChannelId, botUserId: given.bot.userId }
      return { value: { ok: true, id }, audit: { what: 'channel.added', subject: id, detail } }
    })
  }

  async function edit(id: string, wish: EditChannel, actor: Actor): Promise<Edited> {
    return change<Edited>(actor, async (tx, rev) => {
      const before = await load(tx, id)
      if (before === undefined) return { value: { ok: false, code: 'not_found' }, audit: null }
      const clashes = clashesOf(wish, before)
      if (clashes.length > 0) return { value: { ok: false, code: 'changed', clashes }, audit: null }
      const columns = columnsOf(id, wish, before, sealBy(actor))
      const revs = stamped(wish, before, { rev, by: actor.by, at: now() })
      if (revs !== null) columns.field_revs = revs
      return { value: { ok: true }, audit: await save(tx, id, rev, before, columns) }
    })
  }

  /** Free when nothing changes: the sender says it after every call. */
  async function setPaused(id: string, why: 'token' | null): Promise<void> {
    if (image.channels.get(id)?.stored.paused === why) return
    await change<void>(SYSTEM, async (tx, rev) => {
      const before = await load(tx, id)
      const audit = before === undefined ? null : await save(tx, id, rev, before, { paused: why })
      return { value: undefined, audit } satisfies Outcome<void>
    })
  }

  /** Free when nothing changes: the sender says it after every push. The next refusals within the hour say nothing new. */
  async function setQuotaEnded(id: string, at: number | null): Promise<void> {
    const known = image.channels.get(id)?.stored.quota_ended_at ?? null
    if (known === at || (known !== null && at !== null && at - known < SAID_AGAIN_MS)) return
    await change<void>(SYSTEM, async (tx, rev) => {
      const before = await load(tx, id)
      const audit = before === undefined ? null : await save(tx, id, rev, before, { quota_ended_at: at })
      return { value: undefined, audit } satisfies Outcome<void>
    })
  }

  return { add, edit, setPaused, setQuotaEnded }
}

function columnsOf(id: string, wish: EditChannel, { secrets, desk }: Before, seal: Seal): Columns {
  const columns: Columns = {}
  if (wish.name !== undefined) columns.name = wish.name
  if (wish.replyWindow !== undefined) columns.reply_window = wish.replyWindow
  if (wish.order !== undefined) columns.position = wish.order
  if (wish.state !== undefined) columns.state = wish.state
  if (wish.desk !== undefined) columns.desk = differing({ ...desk, ...wish.desk })
  if (wish.nextSecret !== undefined || wish.dropOldSecret) {
    const added = wish.nextSecret === undefined ? [] : [seal(wish.nextSecret, secretPlace(id))]
    columns.secrets = [...added, ...secrets].slice(0, wish.dropOldSecret ? 1 : 2)
  }
  if (wish.accessToken !== undefined)
    columns.token = wish.accessToken === null ? null : seal(wish.accessToken, tokenPlace(id))
  // New credentials are a new chance: the sender pauses again if LINE refuses these too.
  if ('secrets' in columns || 'token' in columns) columns.paused = null
  return columns
}

/** Only these are kept: a default that changes later reaches every channel that never chose. */
const differing = (rules: Partial<DeskRules>): Partial<DeskRules> =>
  Object.fromEntries(
    Object.entries(rules)
      .filter(([name, value]) => DESK_RULES[name as keyof DeskRules] !== value)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

type Before = Columns & Settled & { secrets: Sealed[] }

async function load(tx: Client, id: string): Promise<Before | undefined> {
  const { rows } = await tx.query<Before>(
    'select name, reply_window, position, state, secrets, token, paused, quota_ended_at, desk, field_revs from channel where id = $1',
    [id],
  )
  return rows[0]
}

const CREDENTIALS = ['secrets', 'token']

/** Writes the columns that differ; says which, with values before and after where they are no credentials. null = none. */
async function save(tx: Client, id: string, rev: number, before: Before, columns: Columns) {
  const changed = Object.entries(columns).filter(
    ([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value),
  )
  if (changed.length === 0) return null
  const sets = changed.map(([name], i) => `${name} = $${i + 3}`)
  const values = changed.map(([, value]) =>
    typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
  )
  await tx.query(`update channel set rev = $2, ${sets.join(', ')} where id = $1`, [id, rev, ...values])
  const detail = Object.fromEntries(
    changed
      .filter(([name]) => name !== 'field_revs')
      .map(([name, value]) => [name, CREDENTIALS.includes(name) ? 'set' : { before: before[name], after: value }]),
  )
  return { what: 'channel.edited', subject: id, detail }
}

async function takenField(tx: Client, given: AddChannel): Promise<'lineChannelId' | 'botUserId' | null> {
  const { rows } = await tx.query<{ line_channel_id: string }>(
    'select line_channel_id from channel where line_channel_id = $1 or bot_user_id = $2',
    [given.lineChannelId, given.bot.userId],
  )
  if (rows.length === 0) return null
  return rows.some((row) => row.line_channel_id === given.lineChannelId) ? 'lineChannelId' : 'botUserId'
}
