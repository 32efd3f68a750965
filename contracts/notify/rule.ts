// What an agent is told of while the console is open or by push, by channel and by way (SH-13). Kept with the other preferences, so that
// every device tells alike; whether this device may show anything at all is the device's own (its permission).
import { Type, type Static } from 'typebox'

/**
 * Each holds what the one before it holds. `none`: nothing. `mentions`: what is addressed to the agent (the lines of the bell).
 * `mine`: also customers' words in conversations of theirs. `unassigned`: also in those that nobody has, or their team has and no
 * agent. `all`: also in colleagues'.
 */
export const NOTIFY_RULES = ['none', 'mentions', 'mine', 'unassigned', 'all'] as const
export const NotifyRule = Type.Union([
  Type.Literal('none'),
  Type.Literal('mentions'),
  Type.Literal('mine'),
  Type.Literal('unassigned'),
  Type.Literal('all'),
])
export type NotifyRule = Static<typeof NotifyRule>

export const NOTIFY_WAYS = ['desktop', 'sound', 'badge'] as const
/** `desktop`: on the screen, and by push when no console is open. `badge`: the number of the tab and of the app's icon. */
export type NotifyWay = (typeof NOTIFY_WAYS)[number]

const strict = { additionalProperties: false }
export const NotifyRules = Type.Object({ desktop: NotifyRule, sound: NotifyRule, badge: NotifyRule }, strict)
export type NotifyRules = Static<typeof NotifyRules>

export const TONES = ['drop', 'bell', 'knock', 'chime'] as const
export const Tone = Type.Union([
  Type.Literal('drop'),
  Type.Literal('bell'),
  Type.Literal('knock'),
  Type.Literal('chime'),
])
export type Tone = Static<typeof Tone>

const Clock = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })

/** From `from` until before `to`, by the clock of `zone` (IANA); past midnight when `to` is the earlier. Alike = the whole day. */
export const Quiet = Type.Object(
  { on: Type.Boolean(), from: Clock, to: Clock, zone: Type.String({ minLength: 1, maxLength: 64 }) },
  strict,
)
export type Quiet = Static<typeof Quiet>

/** A channel's id, or `*`. */
const CHANNEL = '^[^:\\u0000]{1,64}$'
/** Channels with rules of their own: more than anybody has. */
export const NOTIFY_CHANNELS_MAX = 300

export const Notify = Type.Object(
  {
    /** By channel; `*`: those that have none of their own, those to come included. */
    rules: Type.Record(Type.String({ pattern: CHANNEL }), NotifyRules, {
      maxProperties: NOTIFY_CHANNELS_MAX,
      // Written out: a bundler takes a spread for an effect, and the browser would load all of TypeBox for the default below.
      additionalProperties: false,
    }),
    quiet: Quiet,
    sound: Type.Object({ tone: Tone, volume: Type.Integer({ minimum: 0, maximum: 100 }) }, strict),
    /** Push says who wrote and what: it shows on locked screens, so that without this it says the channel alone. */
    previews: Type.Boolean(),
  },
  strict,
)
export type Notify = Static<typeof Notify>

/** One's own rings: what waits for somebody else must not interrupt. The badge counts the queue too: a glance, which interrupts nobody. */
export const DEFAULT_RULES: NotifyRules = { desktop: 'mine', sound: 'mine', badge: 'unassigned' }
export const DEFAULT_NOTIFY: Notify = {
  rules: { '*': DEFAULT_RULES },
  quiet: { on: false, from: '22:00', to: '07:00', zone: 'Asia/Tokyo' },
  sound: { tone: 'drop', volume: 60 },
  previews: false,
}

export const rulesFor = ({ rules }: Pick<Notify, 'rules'>, channel: string): NotifyRules =>
  rules[channel] ?? rules['*'] ?? DEFAULT_RULES
