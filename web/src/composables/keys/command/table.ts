// Every command that a key or the palette can give, with the key it has before anybody changes it (SH-18). Whoever has the behaviour
// registers it under its id (`useCommand`); its name stands in the words under `keys.command.<id>`.
// Keys: strokes with a space between them, each `Mod+`, `Shift+`, then a capital letter or a sign: 'J', 'Shift+E', 'Mod+K', 'G C', '/'.

/** Where in the sheet it stands, and where it can be given. */
export const PLACES = ['everywhere', 'list', 'conversation', 'composer', 'page'] as const
export type Place = (typeof PLACES)[number]

/**
 * `keys`: '' = none by default. `repeats`: goes on while its key is held. `page`: the name of the route it leads to, for whom the rail
 * shows it.
 */
export type Command = { keys: string; where: Place; repeats?: true; page?: string }

export const COMMANDS = {
  'palette.open': { keys: 'Mod+K', where: 'everywhere' },
  'search.open': { keys: '/', where: 'everywhere' },
  'keys.open': { keys: '?', where: 'everywhere' },
  'notify.open': { keys: '', where: 'everywhere' },
  'refresh.all': { keys: '', where: 'everywhere' },
  'theme.toggle': { keys: '', where: 'everywhere' },
  'session.signOut': { keys: '', where: 'everywhere' },
  'list.next': { keys: 'J', where: 'list', repeats: true },
  'list.previous': { keys: 'K', where: 'list', repeats: true },
  'list.select': { keys: 'X', where: 'list' },
  'conversation.unread': { keys: 'U', where: 'list' },
  'desk.resolve': { keys: 'E', where: 'conversation' },
  'desk.resolveNext': { keys: 'Shift+E', where: 'conversation' },
  'desk.snooze': { keys: 'Z', where: 'conversation' },
  'desk.assign': { keys: 'A', where: 'conversation' },
  'desk.take': { keys: '', where: 'conversation' },
  'desk.status': { keys: 'S', where: 'conversation' },
  'day.older': { keys: '[', where: 'conversation' },
  'day.newer': { keys: ']', where: 'conversation' },
  'day.pick': { keys: 'D', where: 'conversation' },
  'conversation.copyId': { keys: '', where: 'conversation' },
  'reply.open': { keys: 'R', where: 'composer' },
  'note.open': { keys: 'N', where: 'composer' },
  'form.open': { keys: 'M', where: 'composer' },
  'composer.attach': { keys: '', where: 'composer' },
  'page.chat': { keys: 'G C', where: 'page', page: 'chat' },
  'page.log': { keys: 'G L', where: 'page', page: 'log' },
  'page.lineIds': { keys: 'G I', where: 'page', page: 'lineIds' },
  'page.users': { keys: 'G U', where: 'page', page: 'users' },
  'page.templates': { keys: 'G T', where: 'page', page: 'templates' },
  'page.scenarios': { keys: 'G S', where: 'page', page: 'scenarios' },
  'page.ops': { keys: 'G O', where: 'page', page: 'ops' },
  'page.team': { keys: '', where: 'page', page: 'team' },
  'page.scheduled': { keys: '', where: 'page', page: 'scheduled' },
  'page.channels': { keys: '', where: 'page', page: 'channels' },
  'page.people': { keys: '', where: 'page', page: 'people' },
  'page.audit': { keys: '', where: 'page', page: 'audit' },
} as const satisfies Record<string, Command>

export type CommandId = keyof typeof COMMANDS
export const COMMAND_IDS = Object.keys(COMMANDS) as CommandId[]
export const commandOf = (id: CommandId): Command => COMMANDS[id]
