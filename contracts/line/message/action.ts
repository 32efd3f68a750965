// What a tap does. Shapes as LINE describes them; the limits are in ../table/action.ts.
import { Type, type Static } from 'typebox'

const closed = { additionalProperties: false }
const label = Type.Optional(Type.String())

export const PostbackAction = Type.Object(
  {
    type: Type.Literal('postback'),
    label,
    data: Type.String(),
    displayText: Type.Optional(Type.String()),
    text: Type.Optional(Type.String()),
    inputOption: Type.Optional(Type.String()),
    fillInText: Type.Optional(Type.String()),
  },
  closed,
)
export const MessageAction = Type.Object({ type: Type.Literal('message'), label, text: Type.String() }, closed)
export const UriAction = Type.Object(
  {
    type: Type.Literal('uri'),
    label,
    uri: Type.String(),
    altUri: Type.Optional(Type.Object({ desktop: Type.Optional(Type.String()) }, closed)),
  },
  closed,
)
export const DatetimePickerAction = Type.Object(
  {
    type: Type.Literal('datetimepicker'),
    label,
    data: Type.String(),
    mode: Type.Union([Type.Literal('date'), Type.Literal('time'), Type.Literal('datetime')]),
    initial: Type.Optional(Type.String()),
    max: Type.Optional(Type.String()),
    min: Type.Optional(Type.String()),
  },
  closed,
)
export const ClipboardAction = Type.Object(
  { type: Type.Literal('clipboard'), label, clipboardText: Type.String() },
  closed,
)
export const RichMenuSwitchAction = Type.Object(
  { type: Type.Literal('richmenuswitch'), label, richMenuAliasId: Type.String(), data: Type.Optional(Type.String()) },
  closed,
)
/** Only in quick replies. */
export const DeviceAction = Type.Object(
  { type: Type.Union([Type.Literal('camera'), Type.Literal('cameraRoll'), Type.Literal('location')]), label },
  closed,
)

export const Action = Type.Union([
  PostbackAction,
  MessageAction,
  UriAction,
  DatetimePickerAction,
  ClipboardAction,
  RichMenuSwitchAction,
  DeviceAction,
])
export type Action = Static<typeof Action>
export type ActionType = Action['type']
