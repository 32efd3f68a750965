// A mark for each view, the same wherever it is named.
import {
  ArrowBigUpDash,
  AtSign,
  CircleCheck,
  Inbox,
  Mail,
  MessageCircleReply,
  Moon,
  Radio,
  UserRound,
  UserRoundX,
  Users,
} from '@lucide/vue'
import type { Component } from 'vue'
import type { View } from '@madoguchi/contracts/row/listFilter'

export const VIEW_ICONS: Record<View, Component> = {
  all: Inbox,
  mine: UserRound,
  unassigned: UserRoundX,
  teams: Users,
  needsReply: MessageCircleReply,
  unread: Mail,
  mentions: AtSign,
  escalated: ArrowBigUpDash,
  snoozed: Moon,
  resolved: CircleCheck,
  reachable: Radio,
}
