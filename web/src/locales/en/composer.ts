export default {
  label: 'Reply',
  placeholder: 'Write a reply',
  send: 'Send',
  silent: 'Disable notifications',
  silentOn: 'This message will arrive without a notification',
  form: 'Open Message Input Form',
  formWaits: 'Open Message Input Form (a draft is in it)',
  formFailed: 'The form could not be loaded. Try again when the connection is back.',
  count: '{n} of {max}',
  over: '{n} character too many | {n} characters too many',
  key: {
    enter: 'Enter sends',
    'mod+enter': '{mod}Enter sends',
    toEnter: 'Send with Enter instead',
    'toMod+enter': 'Send with {mod}Enter instead',
    breaks: 'Shift+Enter breaks the line',
  },
  uncertain:
    'This message may not reach the customer: nobody knows whether they are a friend, and they have not written for 7 days.',
  lastDay:
    'Messages can reach this customer for {left} more. They are not a friend, and it is nearly 7 days since they wrote.',
  closed: {
    title: 'Messages cannot reach this customer',
    titleGroup: 'Messages cannot reach this group',
    standby: 'Another module has control of this conversation. Sending opens again when it hands control back.',
    left: 'The account left this group. Sending opens again when it is invited back.',
    blocked: 'They blocked the account. Sending opens again when they unblock it or write.',
    blockedSince: 'They blocked the account on {at}. Sending opens again when they unblock it or write.',
    window_over:
      'They are not a friend, and it is more than 7 days since they wrote. Sending opens again when they write or add the account as a friend.',
    unidentified: 'LINE did not say who wrote here, so there is nobody to answer.',
    viewer: 'You can read this channel but not write in it. Ask an administrator for the role of an agent.',
    titleViewer: 'Reading only',
    archived: 'The channel is archived. Its conversations stay readable.',
    titleArchived: 'This channel is archived',
  },
}
