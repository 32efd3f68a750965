// Bits in the order of H.264 and AAC: the highest first.
export type Bits = {
  /** The lowest `count` bits of `value`. */
  u(count: number, value: number): Bits
  /** Exponential Golomb codes, unsigned and signed (H.264 §9.1). */
  ue(value: number): Bits
  se(value: number): Bits
  /** Zeros to the next byte, then these. */
  bytes(more: Uint8Array): Bits
  /** A one and zeros to the next byte (rbsp_trailing_bits). */
  trail(): Bits
  done(): Buffer
}

export function createBits(): Bits {
  const whole: number[] = []
  let held = 0
  let count = 0
  const put = (bit: number) => {
    held = (held << 1) | bit
    if (++count < 8) return
    whole.push(held)
    held = count = 0
  }
  const align = () => {
    while (count > 0) put(0)
  }
  const bits: Bits = {
    u(size, value) {
      for (let i = size - 1; i >= 0; i--) put((value >> i) & 1)
      return bits
    },
    ue(value) {
      const size = 32 - Math.clz32(value + 1)
      return bits.u(size - 1, 0).u(size, value + 1)
    },
    se: (value) => bits.ue(value > 0 ? 2 * value - 1 : -2 * value),
    bytes(more) {
      align()
      for (const byte of more) whole.push(byte)
      return bits
    },
    trail() {
      put(1)
      align()
      return bits
    },
    done() {
      align()
      return Buffer.from(whole)
    },
  }
  return bits
}
