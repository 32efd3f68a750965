// The wire's version, pinned by a hash of every schema on it: version.test.ts fails when a schema changes and this does not.
export const PROTOCOL_VERSION = '3'
export const PROTOCOL_HASH = '8b2942749b3a7d29'
