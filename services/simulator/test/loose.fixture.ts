/** Answers read loosely by tests: a wrong path gives undefined and fails the expectation. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Loose = any
