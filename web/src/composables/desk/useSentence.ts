// A fact of the desk in words, for the reader: who did what, and when.
import { useI18n } from 'vue-i18n'
import { useAgents } from '../../stores/agents.ts'
import { useTeams } from '../../stores/teams.ts'
import type { By } from '@madoguchi/contracts/row/message'
import { useClock } from '../time/useClock.ts'
import type { DeskBody } from './kind.ts'
import { sentenceOf } from './sentence.ts'

export function useSentence() {
  const { t, te, locale } = useI18n()
  const [agents, teams, clock] = [useAgents(), useTeams(), useClock()]
  const nameOf = (by: By) => (by.kind === 'agent' ? agents.nameOf(by.id) : t('desk.rules'))

  return {
    nameOf,
    say({ by, body }: { by: By; body: DeskBody }): { words: string; text: string | null } {
      const { key, values, text } = sentenceOf(body, {
        name: nameOf(by),
        agent: agents.nameOf,
        team: teams.nameOf,
        when: (at) => t('desk.moment', { date: clock.value.date(at), time: clock.value.time(at) }),
        list: (names) => new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(names),
        field: (name) => (te(`desk.field.${name}`) ? t(`desk.field.${name}`) : name),
      })
      return { words: t(`desk.said.${key}`, values), text }
    },
  }
}
