/** Milliseconds of one clock that all processes of a machine share. */
export const clock = (): number => Number(process.hrtime.bigint()) / 1e6
