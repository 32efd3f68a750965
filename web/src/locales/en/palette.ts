export default {
  title: 'Commands and conversations',
  find: 'Command, page, channel or name',
  list: 'Found',
  count: '{n} entry | {n} entries',
  none: 'Nothing is called “{query}”.',
  noneHint: 'Part of a name is enough, in kana or in Latin letters.',
  searching: 'Looking for more names…',
  failed: 'Only the conversations loaded here were searched: the server does not answer.',
  hint: '{enter} does it, {arrows} choose, Esc closes',
  kinds: { recent: 'Recent', command: 'Commands', page: 'Pages', channel: 'Channels', conversation: 'Conversations' },
  kind: { command: 'Command', page: 'Page', channel: 'Channel', conversation: 'Conversation' },
  language: 'Language: {name}',
}
