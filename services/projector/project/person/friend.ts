import type { Friend } from '@madoguchi/contracts/row/contact'

/** Set by follow and unfollow alone (RP-2): the later of the two says it. */
export function friendOf({
  lastFollowAt,
  lastUnfollowAt,
}: {
  lastFollowAt: number | null
  lastUnfollowAt: number | null
}): Friend {
  const [followed, unfollowed] = [lastFollowAt ?? -Infinity, lastUnfollowAt ?? -Infinity]
  if (followed === unfollowed) return { state: 'unknown', since: null }
  return followed > unfollowed ? { state: 'friend', since: lastFollowAt } : { state: 'blocked', since: lastUnfollowAt }
}
