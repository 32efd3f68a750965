// Every command takes the same way: not too many, not too large, in its shape, by a living session, with the right it needs; then
// its own handler. Each is answered once, a refusal with a code of the closed list.
import type { Ack, FollowAck, Refusal } from '@madoguchi/contracts/socket/ack'
import {
  COMMAND_MAX_BYTES,
  COMMANDS,
  type CommandName,
  type CommandOf,
  type PreferencesSet,
} from '@madoguchi/contracts/socket/up'
import { channelOf } from '@madoguchi/contracts/ids'
import { allows, type Rights } from '@madoguchi/contracts/row/agent'
import { Value } from 'typebox/value'
import type { Directory } from '../../directory/open.ts'
import type { Logger } from '../../runtime/logger.ts'
import type { Metrics } from '../../runtime/metrics.ts'
import { firstProblem } from '../http/body.ts'
import { misnamed } from '../personal/publicName.ts'
import { unzoned } from '../personal/zone.ts'
import type { Browser } from '../socket/connection.ts'
import { refuse } from './decide/decision.ts'
import { COMMANDS_A_MINUTE, take } from './rate.ts'

export type Handlers = {
  [N in CommandName]: (browser: Browser, body: CommandOf<N>) => Promise<Ack | FollowAck> | Ack | FollowAck
}

/** The right a command needs in its conversation's channel, or in the one it names; rooms look for themselves. */
const ROLE: Partial<Record<CommandName, 'viewer' | 'agent' | 'supervisor'>> = {
  'message:send': 'agent',
  'message:retry': 'agent',
  'message:cancel': 'agent',
  'message:schedule': 'agent',
  'message:release': 'agent',
  'message:settle': 'agent',
  'message:delete': 'agent',
  'template:change': 'agent',
  'conversation:assign': 'agent',
  'conversation:status': 'agent',
  'conversation:waive': 'agent',
  'conversation:escalate': 'agent',
  'conversation:return': 'supervisor',
  'note:write': 'agent',
  'note:edit': 'agent',
  'note:delete': 'agent',
  'contact:refresh': 'viewer',
  'contact:edit': 'agent',
  'contact:tag': 'agent',
  'reading:set': 'viewer',
  'draft:set': 'viewer',
}
/** A session's use is noted at most this often. */
const TOUCH_MS = 60_000

type Deps = { directory: Directory; handlers: Handlers; logger: Logger; metrics: Metrics; now: () => number }

export function createAnswers({ directory, handlers, logger, metrics, now }: Deps) {
  async function sessionLives({ data }: Browser): Promise<boolean> {
    if (now() < data.expiresAt && now() - data.touchedAt < TOUCH_MS) return true
    const expiresAt = await directory.sessions.touch(data.session)
    if (expiresAt === null) return false
    Object.assign(data, { expiresAt, touchedAt: now() })
    return true
  }

  function mayIn(rights: Rights, name: CommandName, body: object): boolean {
    const [role, channel] = [ROLE[name], channelIn(body)]
    if (role === undefined || channel === null) return true
    const there = channel === '*' || directory.channels.get(channel) !== undefined
    return there && allows(rights, channel, role)
  }

  async function judged(browser: Browser, name: CommandName, body: unknown): Promise<Refusal | null> {
    if (!take(browser.data.commands, now())) return refuse('too_many', { limit: COMMANDS_A_MINUTE })
    const shape = misfit(name, body)
    if (shape !== null) return shape
    if (!(await sessionLives(browser))) return refuse('signed_out')
    const rights = directory.agents.get(browser.data.agent)?.rights ?? {}
    return mayIn(rights, name, body as object) ? null : refuse('forbidden')
  }

  async function answer<N extends CommandName>(browser: Browser, name: N, body: unknown): Promise<Ack | FollowAck> {
    try {
      return (await judged(browser, name, body)) ?? (await handlers[name](browser, body as CommandOf<N>))
    } catch (error) {
      logger.error({ command: name, error: String(error) }, 'command failed; the browser may repeat it')
      return refuse('busy')
    }
  }

  return {
    async answer<N extends CommandName>(browser: Browser, name: N, body: unknown): Promise<Ack | FollowAck> {
      const ack = await answer(browser, name, body)
      if (!ack.ok) metrics.commandsRefused.inc({ command: name, code: ack.code })
      return ack
    },
  }
}

/** `*`: what is of all channels needs the right in all. */
function channelIn(body: object): string | null {
  if ('conversation' in body && typeof body.conversation === 'string') return channelOf(body.conversation)
  return 'channel' in body && typeof body.channel === 'string' ? body.channel : null
}

function misfit(name: CommandName, body: unknown): Refusal | null {
  const text = textOf(body)
  if (text === null) return refuse('malformed', { field: '' })
  if (Buffer.byteLength(text) > COMMAND_MAX_BYTES) return refuse('too_large', { limit: COMMAND_MAX_BYTES })
  if (!Value.Check(COMMANDS[name], body)) return refuse('malformed', { field: firstProblem(COMMANDS[name], body) })
  const place = Object.entries(body).find(([key, value]) => isPlace(key) && String(value).includes('\u0000'))
  if (place !== undefined) return refuse('malformed', { field: place[0] }) // Postgres holds no such text
  if (name !== 'preferences:set') return null
  return misnamed(body as PreferencesSet) ?? unzoned(body as PreferencesSet)
}

/** null = nested too deeply to be written: asking again would not help. */
function textOf(body: unknown): string | null {
  try {
    return JSON.stringify(body) ?? ''
  } catch {
    return null
  }
}

const isPlace = (key: string) => !['messages', 'text', 'form'].includes(key)
