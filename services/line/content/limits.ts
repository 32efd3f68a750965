// How much and how long: a download from a server that is slow, silent, endless or lying ends at one of these.
export type Limits = {
  /** Of the content; a longer one is not kept at all. */
  maxBytes: number
  /** Until the answer begins. */
  answerMs: number
  /** Between two bytes, while we are waiting for them. */
  stallMs: number
  /** Of one request, from its beginning to its last byte: an answer that drips is ended by this alone. */
  wallMs: number
}

/** LINE takes and gives videos of 200 MB; at about 100 s it has been seen to cut (line-bot-sdk-go#491). */
export const LIMITS: Limits = { maxBytes: 200 * 1024 * 1024, answerMs: 15_000, stallMs: 15_000, wallMs: 300_000 }

/** The source broke, and how: all that can go wrong between their server and us. What else is thrown is ours. */
export class Broken extends Error {
  readonly why: string
  /** How much had come. */
  readonly bytes: number
  constructor(why: string, bytes = 0) {
    super(why)
    this.why = why
    this.bytes = bytes
  }
}
export const TOO_LARGE = 'too large'
