/**
 * Answers to statements that were sent together, in the order they were sent. Throws the first failure: what stands behind it in
 * the transaction fails because of it, and may be heard of sooner.
 */
export async function answers<T extends readonly unknown[]>(
  sent: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  const settled = await Promise.allSettled(sent as readonly Promise<unknown>[])
  const failed = settled.find(({ status }) => status === 'rejected')
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as unknown as T
}
