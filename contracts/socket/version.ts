// The wire's version, pinned by a hash of every schema on it: version.test.ts fails when a schema changes and this does not.
export const PROTOCOL_VERSION = '4'
export const PROTOCOL_HASH = '503ab7f0a508f89f'
