// Where pictures, videos, voices and files live, under keys of ours. May be relied on:
// · nothing half-written is ever visible: what `open` finds was put whole, also after a crash, and what a crash leaves is cleaned;
// · a put that resolved outlives a crash; a put under a known key replaces it at once, so the same put twice leaves one;
// · puts of one key at the same time leave one of them, whole; a source that breaks leaves what was there before;
// · a stream that is open when its key is removed or replaced ends whole or with an error: never with other bytes, never short.
import type { Readable } from 'node:stream'
import type { Range } from './range.ts'

export type Stored = { is: 'stored'; bytes: number; sha256: string }
/** Longer than the cap: nothing was kept. */
export type TooLarge = { is: 'tooLarge' }

export type Opened = {
  is: 'open'
  stream: Readable
  /** Position of the first byte of the stream, and how many follow. */
  from: number
  bytes: number
  /** Of the whole. */
  total: number
  type: string
}
/** The range has no byte of this content. */
export type Beyond = { is: 'beyond'; total: number }

/** `type` is what we found it to be (sniff.ts), never what a stranger said; `max` in bytes. */
export type Putting = { type: string; max: number }

export type Store = {
  /** Reads the source to its end or destroys it. Rejects with the source's own error, or with the store's: both may be tried again. */
  put(key: string, source: Readable, putting: Putting): Promise<Stored | TooLarge>
  /** null = nothing is there. The caller reads the stream or destroys it. */
  open(key: string, range?: Range): Promise<Opened | Beyond | null>
  /** Durable when it resolves; removing what is not there is no error. */
  remove(key: string): Promise<void>
  stop(): Promise<void>
}
