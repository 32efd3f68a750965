// One question to LINE and the fact that follows from its answer. The fact's id follows from what asked and whom about, so a job
// that runs twice says it once.
import type { ContactProfiled, MemberProfiled } from '@madoguchi/contracts/event/contact'
import type { ConversationProfiled } from '@madoguchi/contracts/event/conversation'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { uuidv5 } from '@madoguchi/contracts/ids'
import type { LineClient } from '../line/client.ts'
import type { Read } from '../line/outcome/read.ts'
import { readGroup, readMember, readMemberCount, readProfile } from '../line/people.ts'
import type { Whom } from './wanted.ts'

/** Thrown when asking again later may help. */
export class LineTrouble extends Error {}

type Given = { client: LineClient; whom: Whom; cause: string; now: number }

export async function ask({ client, whom, cause, now }: Given): Promise<Envelope> {
  const { type, data } = await factOf(client, whom)
  const id = uuidv5(cause, whom.what === 'member' ? `${type} ${whom.userId}` : type)
  return { id, type, v: 1, key: whom.key, at: now, by: 'system', cause, data }
}

async function factOf(client: LineClient, whom: Whom): Promise<{ type: string; data: unknown }> {
  if (whom.what === 'contact') return { type: 'contact.profiled', data: await contact(client, whom.userId) }
  if (whom.what === 'member') return { type: 'member.profiled', data: await member(client, whom) }
  return { type: 'conversation.profiled', data: await gathering(client, whom) }
}

async function contact(client: LineClient, userId: string): Promise<ContactProfiled> {
  const read = settled(await readProfile(client, userId))
  return read.is === 'found' ? { found: true, profile: read.value } : { found: false, status: read.status }
}

async function member(client: LineClient, whom: Extract<Whom, { what: 'member' }>): Promise<MemberProfiled> {
  const read = settled(await readMember(client, whom, whom.userId))
  return read.is === 'found'
    ? { userId: whom.userId, found: true, ...read.value }
    : { userId: whom.userId, found: false }
}

/** A room has no name, only a number of members. */
async function gathering(
  client: LineClient,
  whom: Extract<Whom, { what: 'gathering' }>,
): Promise<ConversationProfiled> {
  const summary = whom.kind === 'group' ? settled(await readGroup(client, whom.id)) : null
  const count = settled(await readMemberCount(client, whom))
  return {
    found: (summary ?? count).is === 'found',
    ...(summary?.is === 'found' ? summary.value : {}),
    ...(count.is === 'found' ? { memberCount: count.value } : {}),
  }
}

function settled<T>(read: Read<T>): Exclude<Read<T>, { is: 'trouble' }> {
  if (read.is === 'trouble') throw new LineTrouble(read.why)
  return read
}
