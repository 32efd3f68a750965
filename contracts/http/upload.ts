// What we send that LINE fetches from us. Addresses are unguessable, never expire, and answer 410 after erasure (CM-11).
// POST /api/uploads NewUpload → 201 Upload · PUT /api/uploads/:token/:part, the bytes as body → UploadedPart
// Open, for LINE and customers: GET /m/:token → content · GET /m/:token/:part
import { Type, type Static } from 'typebox'
import { Literals } from './literals.ts'

const strict = { additionalProperties: false }

export const UPLOAD_KINDS = ['image', 'video', 'audio', 'file', 'imagemap'] as const
export type UploadKind = (typeof UPLOAD_KINDS)[number]
export const IMAGEMAP_WIDTHS = ['240', '300', '460', '700', '1040'] as const
export const UPLOAD_PARTS = ['content', 'preview', ...IMAGEMAP_WIDTHS] as const
export type UploadPart = (typeof UPLOAD_PARTS)[number]

/** Greatest sizes in bytes, by kind and part: LINE's own, and ours for a file that goes as a link. An imagemap's parts are its widths. */
export const UPLOAD_MAX = {
  image: { content: 10_000_000, preview: 1_000_000 },
  video: { content: 200_000_000, preview: 1_000_000 },
  audio: { content: 200_000_000 },
  file: { content: 200_000_000 },
  imagemap: { content: 10_000_000 },
} as const

export const NewUpload = Type.Object(
  {
    channel: Type.String({ minLength: 1, maxLength: 64 }),
    kind: Literals(UPLOAD_KINDS),
    /** A file's own name: how it is saved at the customer's. */
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  strict,
)
export type NewUpload = Static<typeof NewUpload>

/** `base`: the public address of the content; a part's is `<base>/<part>`, as LINE wants it of an imagemap. */
export const Upload = Type.Object({ token: Type.String(), base: Type.String() })
export type Upload = Static<typeof Upload>

/** `type`: what the bytes are. */
export const UploadedPart = Type.Object({ url: Type.String(), type: Type.String(), bytes: Type.Integer() })
export type UploadedPart = Static<typeof UploadedPart>
