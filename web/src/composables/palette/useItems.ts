// Everything the palette can lead to, as items with what they do. Commands are what was possible where the reader came from.
import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { NameHit } from '@madoguchi/contracts/http/search'
import { LANGUAGES, speak, type Language } from '../../locales/i18n.ts'
import { useChannels } from '../../stores/channels.ts'
import { useConversations, type ConversationItem } from '../../stores/conversations.ts'
import { usePersonal } from '../../stores/personal.ts'
import { keysOf } from '../keys/command/inForce.ts'
import { commandOf, type CommandId, type Place } from '../keys/command/table.ts'
import type { Doer } from '../keys/command/useCommand.ts'
import { useKeyChoice } from '../keys/useKeyChoice.ts'
import { useListAddress } from '../inbox/useListAddress.ts'
import { nameOfConversation } from '../person/name.ts'
import type { Item } from './find.ts'

export type Possible = readonly { id: CommandId; doer: Doer }[]
/** `face`: of a conversation. */
export type PaletteItem = Item & {
  run: () => unknown
  keys?: string
  face?: { picture: string | null; group: boolean; id: string }
}

/** What is nearest to the work first. */
const NEAREST: readonly Place[] = ['conversation', 'composer', 'list', 'page', 'everywhere']

export function useItems(possible: Possible, hits: Ref<readonly NameHit[]>) {
  const { t, locale } = useI18n()
  const router = useRouter()
  const [channels, conversations, personal] = [useChannels(), useConversations(), usePersonal()]
  const { choice, bound } = useKeyChoice()
  const { kept, elsewhere } = useListAddress()

  /** The list stays what it was, as far as it can in another channel. */
  const queryFor = (channel: string) => (channel === channels.current ? kept.value : elsewhere.value)

  const rank = ({ id }: { id: CommandId }) => NEAREST.indexOf(commandOf(id).where)
  const commands = computed(() =>
    possible
      .filter(({ id }) => id !== 'palette.open')
      .toSorted((a, b) => rank(a) - rank(b))
      .map(({ id, doer }): PaletteItem => {
        const keys = keysOf(id, choice.value)
        const acts = bound.value.get(keys) === id
        const kind = commandOf(id).page === undefined ? 'command' : 'page'
        return { key: `command:${id}`, kind, title: t(`keys.command.${id}`), run: doer.run, ...(acts && { keys }) }
      }),
  )
  const languages = computed(() =>
    (Object.entries(LANGUAGES) as [Language, string][])
      .filter(([language]) => language !== locale.value)
      .map(([language, name]): PaletteItem => ({
        key: `command:language.${language}`,
        kind: 'command',
        title: t('palette.language', { name }),
        run() {
          personal.setPreference({ language })
          return speak(language, true)
        },
      })),
  )
  const others = computed(() =>
    channels.list.map(({ id, name }): PaletteItem => ({
      key: `channel:${id}`,
      kind: 'channel',
      title: name,
      run: () => router.push({ name: 'chat', params: { channel: id }, query: queryFor(id) }),
    })),
  )

  type Named = Pick<ConversationItem, 'id' | 'channel' | 'name' | 'pictureUrl' | 'kind' | 'lineId'>
  const ofConversation = (row: Named): PaletteItem => ({
    key: `conversation:${row.id}`,
    kind: 'conversation',
    title: nameOfConversation(row, t),
    more: channels.byId(row.channel)?.name,
    run: () =>
      router.push({
        name: 'chat',
        params: { channel: row.channel, conversation: row.id },
        query: queryFor(row.channel),
      }),
    face: { picture: row.pictureUrl, group: row.kind === 'group' || row.kind === 'room', id: row.id },
  })
  const loaded = computed(() => {
    const { pinned, rows } = conversations
    return (pinned === null ? rows : [pinned, ...rows]).map(ofConversation)
  })
  /** Found by the server: they match by its rule, which knows more spellings than what is loaded. */
  const named = computed(() => {
    const known = new Set(loaded.value.map(({ key }) => key))
    return hits.value
      .map((hit) =>
        ofConversation({ ...hit, id: hit.conversation, lineId: null, kind: hit.kind as ConversationItem['kind'] }),
      )
      .filter(({ key }) => !known.has(key))
  })

  return { items: computed(() => [...commands.value, ...languages.value, ...others.value, ...loaded.value]), named }
}
