// Saying something: the two calls by which a message leaves. The body is the one rendered when it was asked for, so that every
// attempt sends the same.
import type { messagingApi } from '@line/bot-sdk'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import type { LineClient } from './client.ts'
import { outcomeOf, type Outcome } from './outcome/send.ts'

export type Saying = { messages: SendableMessage[]; notificationDisabled: boolean }

/** The key goes with the first attempt already: a repeat within 24 h is answered 409 instead of sent again. */
export async function push(client: LineClient, given: Saying & { to: string; retryKey: string }): Promise<Outcome> {
  const { retryKey, ...body } = given
  const request = body as messagingApi.PushMessageRequest
  return outcomeOf(await client.ask('push', (sdk) => sdk.pushMessageWithHttpInfo(request, retryKey)))
}

/** Free, once, and never to be repeated: LINE takes no retry key here (400). */
export async function reply(client: LineClient, given: Saying & { replyToken: string }): Promise<Outcome> {
  const request = given as messagingApi.ReplyMessageRequest
  return outcomeOf(await client.ask('reply', (sdk) => sdk.replyMessageWithHttpInfo(request)))
}
