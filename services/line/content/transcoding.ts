// How far LINE is with a video or a voice message.
import { askLine, type LineData } from './ask.ts'
import { Broken } from './limits.ts'
import type { Got } from './request.ts'

export type Transcoding = 'processing' | 'succeeded' | 'failed'

/** Its answers are of 30 bytes. */
const MAX_BYTES = 10_000

/** Whatever LINE does not say plainly counts as processing: asking for the content itself tells then. Throws Broken. */
export async function readTranscoding(line: LineData, messageId: string, signal?: AbortSignal): Promise<Transcoding> {
  const small = { ...line, limits: { ...line.limits, maxBytes: MAX_BYTES, wallMs: line.limits.answerMs } }
  const got = await askLine(small, `/v2/bot/message/${messageId}/content/transcoding`, 'contentTranscoding', signal)
  const status = got.status === 200 ? await statusIn(got) : null
  got.body.destroy()
  return status === 'succeeded' || status === 'failed' ? status : 'processing'
}

async function statusIn({ body }: Got): Promise<unknown> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of body) chunks.push(chunk as Buffer)
    return (JSON.parse(Buffer.concat(chunks).toString()) as { status?: unknown } | null)?.status
  } catch (error) {
    if (error instanceof Broken || error instanceof SyntaxError) return null
    throw error
  }
}
