// Backgrounds of a box: a gradient along `angle`, 0 up to but not 360 degrees, through an optional colour in the middle.
import { own } from '../../check/check.ts'
import type { Run } from '../../check/problem.ts'
import { color, maybe, measure, object, type Json } from '../../check/rule.ts'

export const GRADIENT = object(
  {
    angle: measure([], ['deg']),
    startColor: color(),
    endColor: color(),
    centerColor: maybe(color()),
    centerPosition: maybe(measure([], ['%'])),
  },
  turnsFit,
)
export const BACKGROUNDS = { linearGradient: GRADIENT }
export const ANGLE_BELOW = 360
export const CENTER_MAX = 100

function turnsFit(gradient: Json, at: string, run: Run): void {
  if (numberIn(own(gradient, 'angle')) >= ANGLE_BELOW) run.say(`${at}.angle`, 'out_of_range', ANGLE_BELOW)
  if (numberIn(own(gradient, 'centerPosition')) > CENTER_MAX)
    run.say(`${at}.centerPosition`, 'out_of_range', CENTER_MAX)
}

const numberIn = (value: unknown): number => (typeof value === 'string' ? Number.parseFloat(value) : NaN)
