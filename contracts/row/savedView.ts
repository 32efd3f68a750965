// A set of filters under a name (LP-10): one agent's own, or shared by all of a channel.
import { Type, type Static } from 'typebox'
import { ListFilter } from './listFilter.ts'

export const VIEW_NAME_MAX = 40
export const VIEWS_MAX = 50

export const SavedView = Type.Object(
  {
    /** UUIDv7 made in the browser. */
    id: Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' }),
    /** null = in every channel, for one's own only. */
    channel: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
    shared: Type.Boolean(),
    name: Type.String({ minLength: 1, maxLength: VIEW_NAME_MAX }),
    colour: Type.Integer({ minimum: 0, maximum: 11 }),
    order: Type.Integer({ minimum: 0, maximum: 1_000 }),
    filter: ListFilter,
  },
  { additionalProperties: false },
)
export type SavedView = Static<typeof SavedView>
