// What came of a download (a union): `stored` carries what the caller's store made of it.
export type Fetched<T> =
  | { is: 'stored'; stored: T }
  /** LINE is still making it ready (202), longer than we waited: ask again later. */
  | { is: 'processing' }
  /** Unsent, or taken away by its host (410): never again. */
  | { is: 'gone' }
  /** 404: not there yet, or no longer. Whoever asks again decides when that has lasted. */
  | { is: 'missing' }
  | { is: 'too_large' }
  /** Never will be: LINE could not make it ready, or the address is none that we fetch. */
  | { is: 'failed'; why: string }
  /** Worth asking again: 429, 5xx, a cut, a limit; `bytes` had come. */
  | { is: 'later'; why: string; bytes: number }
