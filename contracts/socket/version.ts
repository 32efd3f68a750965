// The wire's version, pinned by a hash of every schema on it: version.test.ts fails when a schema changes and this does not.
export const PROTOCOL_VERSION = '1'
export const PROTOCOL_HASH = '23e511e0d6aa7e74'
