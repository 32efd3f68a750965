// Every fact of ours by type. An unknown type passes untouched: readers ignore what they do not know.
import type { TSchema } from 'typebox'
import * as contact from './contact.ts'
import * as conversation from './conversation.ts'
import * as log from './log.ts'
import * as media from './media.ts'
import * as message from './message.ts'
import * as note from './note.ts'
import * as redacted from './redacted.ts'
import * as template from './template.ts'

/** Schema of `data` by (type@v). Additive fields need nothing; a rename or retype adds `@2` and a pure upcaster. */
export const EVENTS = {
  'message.queued@1': message.MessageQueued,
  'message.sent@1': message.MessageSent,
  'message.failed@1': message.MessageFailed,
  'message.delayed@1': message.MessageDelayed,
  'message.unknown@1': message.MessageUnknown,
  'message.retried@1': message.MessageRetried,
  'message.cancelAsked@1': message.MessageCancelAsked,
  'message.cancelled@1': message.MessageCancelled,
  'message.scheduled@1': message.MessageScheduled,
  'message.released@1': message.MessageReleased,
  'message.held@1': message.MessageHeld,
  'message.missed@1': message.MessageMissed,
  'message.settled@1': message.MessageSettled,
  'message.deleted@1': message.MessageDeleted,
  'message.redacted@1': redacted.MessageRedacted,
  'template.changed@1': template.TemplateChanged,
  'contact.profiled@1': contact.ContactProfiled,
  'contact.profileAsked@1': contact.ContactProfileAsked,
  'contact.edited@1': contact.ContactEdited,
  'contact.tagged@1': contact.ContactTagged,
  'member.profiled@1': contact.MemberProfiled,
  'conversation.profiled@1': conversation.ConversationProfiled,
  'conversation.assigned@1': conversation.ConversationAssigned,
  'conversation.statusChanged@1': conversation.ConversationStatusChanged,
  'conversation.reopened@1': conversation.ConversationReopened,
  'conversation.replyWaived@1': conversation.ConversationReplyWaived,
  'conversation.escalated@1': conversation.ConversationEscalated,
  'conversation.returned@1': conversation.ConversationReturned,
  'note.written@1': note.NoteWritten,
  'note.edited@1': note.NoteEdited,
  'note.deleted@1': note.NoteDeleted,
  'media.stored@1': media.MediaStored,
  'media.lost@1': media.MediaLost,
  'event.redriven@1': log.EventRedriven,
  'log.beat@1': log.LogBeat,
} as const satisfies Record<string, TSchema>

export const isLineEvent = (type: string): boolean => type.startsWith('line.')
