// What LINE is asked for an agent: whether it would take a send (MF-7), and how much of the month is used (SH-11).
// POST /api/channels/:id/check CheckMessages → CheckedMessages · GET /api/channels/:id/quota → QuotaReading
import { Type, type Static } from 'typebox'

export const CheckMessages = Type.Object(
  { messages: Type.Array(Type.Object({ type: Type.String() }), { minItems: 1, maxItems: 5 }) },
  { additionalProperties: false },
)
export type CheckMessages = Static<typeof CheckMessages>

/** LINE could not be asked within this: the form says so and lets the agent send. */
export const CHECK_MS = 3_000

/** `field` in LINE's notation, e.g. `messages[0].text`; '' when LINE names none. `message`: LINE's words. None = LINE would take it. */
export const CheckedMessages = Type.Union([
  Type.Object({
    asked: Type.Literal(true),
    problems: Type.Array(Type.Object({ field: Type.String(), message: Type.String() })),
  }),
  Type.Object({ asked: Type.Literal(false), why: Type.String() }),
])
export type CheckedMessages = Static<typeof CheckedMessages>

/** A reading is this old at most, ms. */
export const QUOTA_MS = 5 * 60_000

/** `limit` null = unlimited. `used`: as LINE counts, approximately. `at`: when LINE said so, ms. */
export const QuotaReading = Type.Object({
  limit: Type.Union([Type.Integer(), Type.Null()]),
  used: Type.Integer(),
  at: Type.Number(),
})
export type QuotaReading = Static<typeof QuotaReading>
