// What became of a message's bytes. A stored content is never lost again by a later word; what was taken back has none.
import type { Media, MediaLoss } from '@madoguchi/contracts/row/body/media'
import type { Body } from '@madoguchi/contracts/row/message'
import type { Held, Placed, Write } from '../placed.ts'
import { touched } from '../touched.ts'
import { numberOf, recordOf, textOf } from '@madoguchi/contracts/event/value'

type WithMedia = Extract<Body, { kind: 'image' | 'video' | 'audio' | 'file' }>
const KINDS: readonly string[] = ['image', 'video', 'audio', 'file'] satisfies WithMedia['kind'][]
const LOSSES: readonly string[] = ['gone', 'missing', 'too_large', 'failed'] satisfies MediaLoss[]

export function projectMedia(placed: Placed, held: Held): Write[] {
  const { message: id } = touched(placed)
  const row = id === null ? undefined : held.get('message', id)
  if (id === null || row?.conversation !== placed.event.key || !hasMedia(row.body)) return []
  if (row.body.media?.state === 'stored') return []
  const media = mediaOf(placed)
  return media === null ? [] : [{ noun: 'message', id, row: { ...row, body: { ...row.body, media } } }]
}

const hasMedia = (body: Body): body is WithMedia => KINDS.includes(body.kind)

function mediaOf({ event }: Placed): Media | null {
  const { type, bytes, preview, why } = recordOf(event.data)
  if (event.type === 'media.lost')
    return LOSSES.includes(textOf(why) ?? '') ? { state: 'lost', why: why as MediaLoss } : null
  const [kind, length] = [textOf(type), numberOf(bytes)]
  if (event.type !== 'media.stored' || kind === undefined || length === undefined) return null
  return { state: 'stored', type: kind, bytes: Math.round(length), preview: preview === true }
}
