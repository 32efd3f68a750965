// What stands beside the words — attachments, a quote, a template, a message held back — is drawn and judged by a part that is loaded
// when it is needed (components/composer/beside). This is all the composer asks of it.
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import type { Draft } from '../../stores/outbox.ts'

export type Outgoing = { messages: SendableMessage[]; quotes?: string; template?: string }

export type BesideLink = {
  /** Nothing of it is still on its way or in trouble. */
  ready(): boolean
  /** How many bubbles it adds to the words. */
  bubbles(): number
  /** `words`: the text as one message, or none. */
  outgoing(words: SendableMessage[]): Outgoing
  /** True: `wish` is a message that was held back, unchanged, and has been sent once more under its own id. */
  sentAgain(wish: Draft): boolean
  /** True: the key was its own. */
  keydown(event: KeyboardEvent): boolean
  /** Id of what its list has chosen while the field keeps the focus; null = no list. */
  option(): string | null
  attach(files: File[]): void
  /** The draft has been sent. */
  cleared(): void
}
