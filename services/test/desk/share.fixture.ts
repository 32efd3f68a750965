import { cpus, loadavg } from 'node:os'

/** A bound in ms as it is on a machine that has others to serve, too: whoever waits for a processor is late by no fault of theirs. */
export const fair = (ms: number): number => ms * Math.max(1, loadavg()[0]! / cpus().length)
