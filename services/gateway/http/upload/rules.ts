// What may lie under an address, by kind and part (pure): LINE's formats and sizes. The type is what the bytes say (media/sniff.ts).
import { IMAGEMAP_WIDTHS, UPLOAD_MAX, type UploadKind, type UploadPart } from '@madoguchi/contracts/http/upload'

/** `declared`: what the sniffer is told, since MP4's first bytes do not tell sound from film. */
export type PartRule = { max: number; declared: string; accepts: (type: string) => boolean }

const isPicture = (type: string) => type === 'image/jpeg' || type === 'image/png'
const isFilm = (type: string) => type === 'video/mp4'
const isSound = (type: string) => type === 'audio/mpeg' || type === 'audio/mp4'

const picture = (max: number): PartRule => ({ max, declared: '', accepts: isPicture })

/** `imagemap` stands for each of its widths. */
const RULES: Record<UploadKind, { content: PartRule; preview?: PartRule }> = {
  image: { content: picture(UPLOAD_MAX.image.content), preview: picture(UPLOAD_MAX.image.preview) },
  video: {
    content: { max: UPLOAD_MAX.video.content, declared: '', accepts: isFilm },
    preview: picture(UPLOAD_MAX.video.preview),
  },
  audio: { content: { max: UPLOAD_MAX.audio.content, declared: 'audio/mp4', accepts: isSound } },
  file: { content: { max: UPLOAD_MAX.file.content, declared: '', accepts: () => true } },
  imagemap: { content: picture(UPLOAD_MAX.imagemap.content) },
}

const WIDTHS: readonly string[] = IMAGEMAP_WIDTHS

/** null = this kind has no such part. */
export function ruleOf(kind: UploadKind, part: string): PartRule | null {
  const rules = RULES[kind]
  if (kind === 'imagemap') return WIDTHS.includes(part) ? rules.content : null
  if (part === 'content') return rules.content
  return (part === 'preview' && rules.preview) || null
}

export function partsOf(kind: UploadKind): readonly UploadPart[] {
  if (kind === 'imagemap') return IMAGEMAP_WIDTHS
  return RULES[kind].preview ? ['content', 'preview'] : ['content']
}
