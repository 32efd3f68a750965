// Asking LINE who somebody is: persons, groups and rooms, members. Only what we show is taken.
import type { Profile } from '@madoguchi/contracts/event/contact'
import type { LineClient } from './client.ts'
import { readOf, type Read } from './outcome/read.ts'

export type Gathering = { kind: 'group' | 'room'; id: string }
export type Face = { name: string; pictureUrl?: string }

/** Friends, and strangers who have written to us; 404 for blockers and people without consent. */
export async function readProfile(client: LineClient, userId: string): Promise<Read<Profile>> {
  return readOf(await client.ask('profile', (sdk) => sdk.getProfileWithHttpInfo(userId)), (body) => {
    const face = faceOf(body.displayName, body.pictureUrl)
    return face && { ...face, ...texts({ statusMessage: body.statusMessage, language: body.language }) }
  })
}

/** Groups only: a room has no name. */
export async function readGroup(client: LineClient, id: string): Promise<Read<Face>> {
  const answer = await client.ask('groupSummary', (sdk) => sdk.getGroupSummaryWithHttpInfo(id))
  return readOf(answer, ({ groupName, pictureUrl }) => faceOf(groupName, pictureUrl))
}

export async function readMemberCount(client: LineClient, { kind, id }: Gathering): Promise<Read<number>> {
  const answer = await client.ask('memberCount', (sdk) =>
    kind === 'group' ? sdk.getGroupMemberCountWithHttpInfo(id) : sdk.getRoomMemberCountWithHttpInfo(id),
  )
  return readOf(answer, ({ count }) => (typeof count === 'number' ? count : null))
}

/** Also for members who are no friends of ours. */
export async function readMember(client: LineClient, { kind, id }: Gathering, userId: string): Promise<Read<Face>> {
  const answer = await client.ask('memberProfile', (sdk) =>
    kind === 'group'
      ? sdk.getGroupMemberProfileWithHttpInfo(id, userId)
      : sdk.getRoomMemberProfileWithHttpInfo(id, userId),
  )
  return readOf(answer, ({ displayName, pictureUrl }) => faceOf(displayName, pictureUrl))
}

const faceOf = (name: unknown, pictureUrl: unknown): Face | null =>
  typeof name === 'string' ? { name, ...texts({ pictureUrl }) } : null

/** Those that are texts and not empty: LINE leaves out what is not set. */
const texts = <K extends string>(values: Record<K, unknown>): Partial<Record<K, string>> =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => typeof value === 'string' && value !== ''),
  ) as Partial<Record<K, string>>
