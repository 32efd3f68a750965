// The wire's version, pinned by a hash of every schema on it: version.test.ts fails when a schema changes and this does not.
export const PROTOCOL_VERSION = '4'
export const PROTOCOL_HASH = '3a7840d778a0d19d'
