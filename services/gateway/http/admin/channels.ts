// Channels as an admin sets them up. Secrets go in and never come out; each is tried at LINE before it is kept.
import type { FastifyInstance } from 'fastify'
import { EditChannel, NewChannel, type ChannelSettings } from '@madoguchi/contracts/http/channels'
import { allows } from '@madoguchi/contracts/row/agent'
import type { Channel } from '../../../directory/channel.ts'
import type { Directory } from '../../../directory/open.ts'
import type { Bot, Checked, Given } from '../../../line/check.ts'
import { parse } from '../body.ts'
import { changed, forbidden, notFound, Refused } from '../refusal.ts'
import { actorOf, need, signedIn } from '../session/guard.ts'

/** line/check.ts, bound to where LINE is. */
export type CheckCredentials = (given: Given) => Promise<Checked>

type Deps = { directory: Directory; checkCredentials: CheckCredentials; publicUrl: string }
type ById = { Params: { id: string } }

export function adminChannelRoutes(api: FastifyInstance, { directory, checkCredentials, publicUrl }: Deps) {
  const { channels } = directory

  api.get('/api/admin/channels', (request): ChannelSettings[] => {
    const { rights } = signedIn(request)
    if (!Object.values(rights).some((roles) => roles.includes('admin'))) throw forbidden()
    return channels
      .settings()
      .filter(({ id }) => allows(rights, id, 'admin'))
      .map(withAddress)
  })

  api.post('/api/admin/channels', async (request, reply) => {
    need(request, '*', 'admin')
    const { name, ...wish } = parse(NewChannel, request.body)
    const bot = await checked(checkCredentials(wish))
    const added = await channels.add({ ...wish, name: name ?? nameOf(bot, wish.lineChannelId), bot }, actorOf(request))
    if (!added.ok) throw taken(added.field)
    return reply.code(201).send(settingsOf(added.id))
  })

  api.patch<ById>('/api/admin/channels/:id', async (request) => {
    need(request, request.params.id, 'admin')
    const channel = existing(channels, request.params.id)
    const wish = parse(EditChannel, request.body)
    if (wish.nextSecret !== undefined || typeof wish.accessToken === 'string') await proven(channel, wish)
    const edited = await channels.edit(channel.id, wish, actorOf(request))
    if (!edited.ok) throw edited.code === 'changed' ? changed(edited.clashes) : notFound()
    return settingsOf(channel.id)
  })

  /** New credentials must be this very bot's: another bot's would be answered in its name. */
  async function proven({ lineChannelId, secrets, botUserId }: Channel, { nextSecret, accessToken }: EditChannel) {
    const given = { lineChannelId, secret: nextSecret ?? secrets[0]!, ...(accessToken ? { accessToken } : {}) }
    const field = nextSecret === undefined ? 'accessToken' : 'nextSecret'
    const bot = await checked(checkCredentials(given), { secret: field, lineChannelId: field })
    if (bot.userId !== botUserId) throw new Refused(422, 'other_bot', 'These are of another LINE account', { field })
  }

  function settingsOf(id: string): ChannelSettings {
    const settings = channels.settings().find((one) => one.id === id)
    if (settings === undefined) throw notFound()
    return withAddress(settings)
  }

  function withAddress(settings: Omit<ChannelSettings, 'webhookUrl'>): ChannelSettings {
    return { ...settings, webhookUrl: webhookUrl(publicUrl, settings.id) }
  }
}

export const webhookUrl = (publicUrl: string, channel: string): string => `${publicUrl}/webhook/${channel}`

/** To be asked after the rights: only who may see every channel learns that one does not exist. */
export function existing(channels: Directory['channels'], id: string): Channel {
  const channel = channels.get(id)
  if (channel === undefined) throw notFound()
  return channel
}

/** As LINE shows it; an account may have no name there. */
const nameOf = (bot: Bot, lineChannelId: string) => (bot.name || bot.basicId || lineChannelId).slice(0, 60)

/** `names`: what LINE found wrong, as the field is called in this form. */
async function checked(check: ReturnType<CheckCredentials>, names: Record<string, string> = {}): Promise<Bot> {
  const result = await check
  if (result.ok) return result.bot
  if (result.field === null) throw new Refused(502, 'line_unreachable', result.message)
  throw new Refused(422, 'credentials', result.message, { field: names[result.field] ?? result.field })
}

const taken = (field: string): Refused =>
  new Refused(409, 'taken', 'This LINE account is registered already', {
    field: field === 'botUserId' ? 'secret' : 'lineChannelId',
  })
