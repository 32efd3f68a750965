// Channels as an admin sets them up. Secrets are write-only: "set on … by …", never a value (AD-2).
// GET /api/admin/channels → ChannelSettings[] · POST NewChannel → 201 ChannelSettings · PATCH /api/admin/channels/:id EditChannel
// POST /api/admin/channels/:id/webhook { do: 'set' | 'test' } → WebhookResult
import { Type, type Static } from 'typebox'
import { Based, Stamp } from '../merge.ts'
import { DeskRules } from '../row/deskRules.ts'

const strict = { additionalProperties: false }
const Name = Type.String({ minLength: 1, maxLength: 60 })
const LineChannelId = Type.String({ pattern: '^[0-9]{6,20}$' })
const Secret = Type.String({ minLength: 8, maxLength: 200 })
const Token = Type.String({ minLength: 20, maxLength: 1000 })
export const REPLY_WINDOW_MAX = 50

export const NewChannel = Type.Object(
  {
    name: Type.Optional(Name),
    lineChannelId: LineChannelId,
    secret: Secret,
    /** A pasted long-lived token; without one, stateless tokens are issued from id and secret. */
    accessToken: Type.Optional(Token),
  },
  strict,
)
export type NewChannel = Static<typeof NewChannel>

export const EditChannel = Type.Object(
  {
    name: Type.Optional(Name),
    /** Adds the second secret of a rotation. */
    nextSecret: Type.Optional(Secret),
    /** The next secret becomes the only one. */
    dropOldSecret: Type.Optional(Type.Literal(true)),
    accessToken: Type.Optional(Type.Union([Token, Type.Null()])),
    replyWindow: Type.Optional(Type.Integer({ minimum: 0, maximum: REPLY_WINDOW_MAX })),
    order: Type.Optional(Type.Integer({ minimum: 0 })),
    /** The rules that are named change. */
    desk: Type.Optional(Type.Partial(DeskRules, strict)),
    /**
     * What fields were changed upon (CO-20), a rule of the desk as `desk.<name>`: one that is named here and was changed since is refused
     * (409 `changed`), and nothing is changed. A field that is not named is set whatever it is now.
     */
    based: Type.Optional(Based),
    state: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('archived')])),
  },
  strict,
)
export type EditChannel = Static<typeof EditChannel>

const SetBy = Type.Object({ at: Type.Number(), by: Type.String() })

export const ChannelSettings = Type.Object({
  id: Type.String(),
  name: Type.String(),
  pictureUrl: Type.Union([Type.String(), Type.Null()]),
  basicId: Type.Union([Type.String(), Type.Null()]),
  lineChannelId: Type.String(),
  botUserId: Type.String(),
  secrets: Type.Array(SetBy),
  token: Type.Object({
    kind: Type.Union([Type.Literal('stateless'), Type.Literal('longLived')]),
    set: Type.Union([SetBy, Type.Null()]),
  }),
  webhookUrl: Type.String(),
  replyWindow: Type.Integer(),
  order: Type.Integer(),
  state: Type.Union([Type.Literal('active'), Type.Literal('archived')]),
  paused: Type.Union([Type.Literal('token'), Type.Null()]),
  desk: DeskRules,
  /** Of name, replyWindow, order, state and `desk.<name>`: when each was changed last. */
  fieldRevs: Type.Record(Type.String(), Stamp),
})
export type ChannelSettings = Static<typeof ChannelSettings>

/** LINE's own words about the webhook: address and active flag, or the result of its test. */
export const WebhookResult = Type.Object({
  ok: Type.Boolean(),
  endpoint: Type.Optional(Type.String()),
  active: Type.Optional(Type.Boolean()),
  statusCode: Type.Optional(Type.Number()),
  reason: Type.Optional(Type.String()),
  detail: Type.Optional(Type.String()),
})
export type WebhookResult = Static<typeof WebhookResult>
