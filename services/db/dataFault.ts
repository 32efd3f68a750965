/** Data the database cannot take: SQLSTATE classes 21, 22, 23 and 54. Anything else is not the fault of what was written. */
export function isDataFault(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^(21|22|23|54)/.test(code)
}
