// A process that puts without an end, until it is killed: `node dyingPut.fixture.ts <folder>`.
import { Readable } from 'node:stream'
import { openDiskStore } from './disk.ts'

const store = await openDiskStore({ folder: process.argv[2]! })
let given = 0
const source = new Readable({
  read() {
    given += 64 * 1024
    if (given === 1024 * 1024) process.stdout.write('half\n')
    setTimeout(() => this.push(Buffer.alloc(64 * 1024)), 1)
  },
})
await store.put('a', source, { type: 'image/png', max: Infinity })
