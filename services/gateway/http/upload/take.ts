// A body into the store, if it is what its part takes: the first bytes are looked at before anything is stored, and reading stops at
// the cap. Nothing is ever held whole.
import { Readable } from 'node:stream'
import type { UploadPart } from '@madoguchi/contracts/http/upload'
import { keep } from '../../../media/keep.ts'
import { uploadKey } from '../../../media/key.ts'
import { HEAD_BYTES, sniff } from '../../../media/sniff.ts'
import type { Store } from '../../../media/store.ts'
import { Refused } from '../refusal.ts'
import { paced, type Pace } from './pace.ts'
import type { Part } from './record.ts'
import type { PartRule } from './rules.ts'

type Taking = { store: Store; token: string; part: UploadPart; rule: PartRule; pace: Pace }

/** Throws Refused, naming part and limit; rejects with the source's own error when it breaks, and then nothing is stored. */
export async function takePart(source: Readable, { store, token, part, rule, pace }: Taking): Promise<Part> {
  const body = Readable.from(checked(paced(source, pace), part, rule))
  const kept = await keep({ store, key: uploadKey(token, part), max: rule.max }, body, rule.declared)
  if (kept.is === 'tooLarge') throw tooLarge(part, rule)
  const { type, bytes, sha256 } = kept
  return { type, bytes, sha256 }
}

export const tooLarge = (part: UploadPart, { max }: PartRule): Refused =>
  new Refused(413, 'too_large', `At most ${max} bytes`, { field: part, limit: max })

async function* checked(chunks: AsyncGenerator<Buffer>, part: UploadPart, { declared, accepts }: PartRule) {
  const seen: Buffer[] = []
  let bytes = 0
  while (bytes < HEAD_BYTES) {
    const { value, done } = await chunks.next()
    if (done === true) break
    seen.push(value)
    bytes += value.length
  }
  if (bytes === 0) throw new Refused(400, 'empty', 'There is nothing in it', { field: part })
  const head = Buffer.concat(seen).subarray(0, HEAD_BYTES)
  if (!accepts(sniff(head, declared)))
    throw new Refused(415, 'wrong_type', 'This is no content of the kind it is meant for', { field: part })
  yield* seen
  yield* chunks
}
