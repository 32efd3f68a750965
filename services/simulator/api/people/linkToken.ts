import { invalidValue, notFound, ok } from '../answer.ts'
import type { Handler } from '../call.ts'
import { isUserId } from './profile.ts'

export const linkToken: Handler = ({ platform, params }) => {
  const userId = params.userId!
  if (!isUserId(userId)) return invalidValue('userId')
  return platform.world.people.has(userId) ? ok({ linkToken: platform.ids.quoteToken() }) : notFound()
}
