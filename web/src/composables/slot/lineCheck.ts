// Whether LINE would take these messages (MF-7): asked by the gateway, which has the credentials. Trouble on the way to it is the same
// to an agent as trouble behind it: LINE could not be asked.
import { CHECK_MS, type CheckedMessages } from '@madoguchi/contracts/http/line'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import { HttpError, request } from '../../http.ts'

/** The gateway gives up at CHECK_MS; a line that is dead says nothing at all. */
const ANSWER_MS = CHECK_MS + 1_000

/** Never rejects for what the network, the gateway or LINE did. */
export async function checkAtLine(channel: string, messages: readonly SendableMessage[]): Promise<CheckedMessages> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<CheckedMessages>((resolve) => {
    timer = setTimeout(() => resolve({ asked: false, why: 'late' }), ANSWER_MS)
  })
  try {
    return await Promise.race([ask(channel, messages), late])
  } finally {
    clearTimeout(timer)
  }
}

async function ask(channel: string, messages: readonly SendableMessage[]): Promise<CheckedMessages> {
  try {
    return await request<CheckedMessages>('POST', `/api/channels/${encodeURIComponent(channel)}/check`, {
      body: { messages },
    })
  } catch (error) {
    if (error instanceof HttpError) return { asked: false, why: error.code }
    throw error
  }
}
