// How one channel's webhooks behave. Every number named a share is a probability 0…1, drawn by seed; all can change
// while the platform runs.
export type WebhookSettings = {
  /** from event to dispatch, ms; ignored while more than 50 events wait */
  delayMs: [number, number]
  /** events due within the window share a body, up to `max` */
  batch: { windowMs: number; max: number }
  /** bodies in flight at once */
  parallel: number
  /** raw UTF-8, \u escapes, property order, white space, escaped slashes and header case alternate */
  encodings: 'varied' | 'plain'
  /** shares per event: what happens to its content */
  event: {
    missingUserId: number
    missingSource: number
    standby: number
    unknownEvent: number
    unknownMessage: number
    unknownSource: number
    unknownSticker: number
    extraProperty: number
    wrongOffsets: number
  }
  /** shares per event: when and how often it comes */
  timing: {
    duplicate: number
    duplicateAtOnce: number
    hold: number
    holdMs: [number, number]
    /** an unsend or an edit overtakes what came before it */
    overtake: number
    shuffledSets: number
  }
  /** shares per attempt: what happens to the body on its way */
  body: {
    wrongSignature: number
    missingSignature: number
    truncated: number
    huge: number
    slow: number
    closeEarly: number
    /** extra bodies beside the real ones */
    emptyEvents: number
    replayOld: number
  }
}

export type SettingsChange = {
  [K in keyof WebhookSettings]?: WebhookSettings[K] extends unknown[]
    ? WebhookSettings[K]
    : Partial<WebhookSettings[K]> | WebhookSettings[K]
}

export const defaultSettings = (): WebhookSettings => ({
  delayMs: [100, 500],
  batch: { windowMs: 10, max: 10 },
  parallel: 16,
  encodings: 'varied',
  event: {
    missingUserId: 0,
    missingSource: 0,
    standby: 0,
    unknownEvent: 0,
    unknownMessage: 0,
    unknownSource: 0,
    unknownSticker: 0,
    extraProperty: 0,
    wrongOffsets: 0,
  },
  timing: { duplicate: 0, duplicateAtOnce: 0, hold: 0, holdMs: [500, 5000], overtake: 0, shuffledSets: 0 },
  body: {
    wrongSignature: 0,
    missingSignature: 0,
    truncated: 0,
    huge: 0,
    slow: 0,
    closeEarly: 0,
    emptyEvents: 0,
    replayOld: 0,
  },
})

export function mergeSettings(current: WebhookSettings, change: SettingsChange): WebhookSettings {
  return {
    delayMs: change.delayMs ?? current.delayMs,
    parallel: change.parallel ?? current.parallel,
    encodings: change.encodings ?? current.encodings,
    batch: { ...current.batch, ...change.batch },
    event: { ...current.event, ...change.event },
    timing: { ...current.timing, ...change.timing },
    body: { ...current.body, ...change.body },
  }
}
