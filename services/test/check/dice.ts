// Chance from a seed: the same seed throws the same dice on every machine.
import { createRandom, type Random } from '../../simulator/random.ts'

export type Dice = Random

export const createDice = (seed: number): Dice => createRandom(String(seed))
