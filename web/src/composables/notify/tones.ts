// Short tones, made as they are played: nothing is loaded (SH-14).
import type { Tone } from '@madoguchi/contracts/notify/rule'

/** Frequency in Hz, beginning and length in s. */
type Note = readonly [hz: number, from: number, length: number]
const NOTES: Record<Tone, { wave: OscillatorType; notes: readonly Note[] }> = {
  drop: {
    wave: 'sine',
    notes: [
      [880, 0, 0.12],
      [587, 0.09, 0.22],
    ],
  },
  bell: { wave: 'triangle', notes: [[1_319, 0, 0.7]] },
  knock: {
    wave: 'square',
    notes: [
      [196, 0, 0.05],
      [196, 0.14, 0.05],
    ],
  },
  chime: {
    wave: 'sine',
    notes: [
      [659, 0, 0.18],
      [784, 0.12, 0.18],
      [1_047, 0.24, 0.4],
    ],
  },
}
/** A square wave is far louder to the ear. */
const LOUDNESS: Partial<Record<OscillatorType, number>> = { square: 0.25 }

let context: AudioContext | undefined

/** `volume`: 0…100. A browser that was never touched plays nothing. */
export async function play(tone: Tone, volume: number): Promise<void> {
  if (volume === 0 || typeof AudioContext === 'undefined') return
  context ??= new AudioContext()
  if (context.state === 'suspended')
    await Promise.race([context.resume(), new Promise((done) => setTimeout(done, 300))])
  if (context.state !== 'running') return
  const { wave, notes } = NOTES[tone]
  const peak = (volume / 100) ** 2 * (LOUDNESS[wave] ?? 1) * 0.5
  for (const [hz, from, length] of notes) {
    const begin = context.currentTime + from
    const oscillator = new OscillatorNode(context, { type: wave, frequency: hz })
    const gain = new GainNode(context, { gain: 0 })
    gain.gain.setValueAtTime(0.0001, begin)
    gain.gain.exponentialRampToValueAtTime(Math.max(peak, 0.0002), begin + 0.01)
    gain.gain.exponentialRampToValueAtTime(0.0001, begin + length)
    oscillator.connect(gain).connect(context.destination)
    oscillator.start(begin)
    oscillator.stop(begin + length + 0.02)
  }
}
