// The wire's version, pinned by a hash of every schema on it: version.test.ts fails when a schema changes and this does not.
export const PROTOCOL_VERSION = '1'
export const PROTOCOL_HASH = 'd8252e1d70baee81'
