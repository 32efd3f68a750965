// What a message of LINE's says, by kind. Text is complete; the other kinds are typed placeholders with the facts LINE gave;
// what we do not know is kept as received and shown as unsupported.
import type { LineMessage } from '@madoguchi/contracts/event/line'
import type { Body } from '@madoguchi/contracts/row/message'
import { clean } from '@madoguchi/contracts/event/clean'
import { dense, listOf, numberOf, recordOf, textOf } from '@madoguchi/contracts/event/value'
import { placedIn } from './placedIn.ts'

type Reader = (message: LineMessage) => Body

const READERS: Record<string, Reader> = {
  text: (m) => {
    const text = textOf(m.text) ?? ''
    return dense({
      kind: 'text' as const,
      text,
      ...placedIn(text, m),
      quotedMessageId: textOf(m.quotedMessageId),
    }) as Body
  },
  image: (m) => {
    const set = recordOf(m.imageSet)
    return dense({
      kind: 'image' as const,
      setId: textOf(set.id),
      setIndex: numberOf(set.index),
      setTotal: numberOf(set.total),
    }) as Body
  },
  video: (m) => dense({ kind: 'video' as const, duration: numberOf(m.duration) }) as Body,
  audio: (m) => dense({ kind: 'audio' as const, duration: numberOf(m.duration) }) as Body,
  file: (m) => dense({ kind: 'file' as const, name: textOf(m.fileName), size: numberOf(m.fileSize) }) as Body,
  location: (m) =>
    dense({
      kind: 'location' as const,
      title: textOf(m.title),
      address: textOf(m.address),
      latitude: numberOf(m.latitude),
      longitude: numberOf(m.longitude),
    }) as Body,
  sticker: (m) => {
    const keywords = listOf(m.keywords).filter((word) => typeof word === 'string')
    return dense({
      kind: 'sticker' as const,
      packageId: textOf(m.packageId),
      stickerId: textOf(m.stickerId),
      text: textOf(m.text),
      keywords: keywords.length > 0 ? keywords : undefined,
      quotedMessageId: textOf(m.quotedMessageId),
    }) as Body
  },
}

/** Clean, since wordings are compared with those that come from a row. */
export function bodyOf(message: LineMessage): Body {
  const type = textOf(message.type) ?? '?'
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined
  return read === undefined ? { kind: 'unsupported', type } : clean(read(message))
}
