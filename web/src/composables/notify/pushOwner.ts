/** In this browser's storage: the id of the agent who switched push on here. The house ends a device with its session. */
export const PUSH_OWNER = 'madoguchi.notify.push'
