// The wire's version, pinned by a hash of every schema on it: version.test.ts fails when a schema changes and this does not.
export const PROTOCOL_VERSION = '3'
export const PROTOCOL_HASH = 'a72963f1798d0ac5'
