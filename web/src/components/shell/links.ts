// The pages there are for this agent, in the rail's order. `aside`: on a phone it stands in the account menu, since there is room for five below.
import {
  CalendarClock,
  LayoutTemplate,
  MessageCircle,
  ScrollText,
  SlidersHorizontal,
  UserCog,
  Users,
} from '@lucide/vue'
import { computed } from 'vue'
import { useSession } from '../../stores/session.ts'

const of = (name: string, icon: typeof Users, more: { aside?: true; group?: string } = {}) => ({
  name,
  words: `shell.${name}`,
  icon,
  aside: more.aside === true,
  group: more.group ?? null,
})

export function useLinks() {
  const session = useSession()
  return computed(() => {
    const everybody = session.can(null, 'viewer')
      ? [of('scheduled', CalendarClock), of('templates', LayoutTemplate, { aside: true }), of('team', Users)]
      : []
    const channels = session.can(null, 'admin')
      ? [of('channels', SlidersHorizontal, { aside: true, group: 'shell.admin' })]
      : []
    const everywhere = session.can('*', 'admin')
      ? [of('people', UserCog, { aside: true }), of('audit', ScrollText, { aside: true })]
      : []
    return [of('chat', MessageCircle), ...everybody, ...channels, ...everywhere]
  })
}
