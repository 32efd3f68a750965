import type { SendableMessage } from '@madoguchi/contracts/line/sendable'

/** With the agent's public name for the customer to see (CM-15); a message that has a name of its own keeps it. */
export const signed = (messages: SendableMessage[], name: string | null): SendableMessage[] =>
  name === null
    ? messages
    : messages.map((one) => (one.sender?.name === undefined ? { ...one, sender: { ...one.sender, name } } : one))
