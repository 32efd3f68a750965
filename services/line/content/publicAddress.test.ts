import { expect, test } from 'vitest'
import { isPublicAddress } from './publicAddress.ts'

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '147.92.150.2',
  '203.104.131.1',
  '2606:4700::1111',
  '2400:cb00::1',
  '2a00:1450:4001::1',
])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each([
  ['0.0.0.0', 'this network'],
  ['10.0.0.1', 'private'],
  ['100.64.0.1', 'carriers’ NAT'],
  ['100.100.100.200', 'a cloud’s metadata'],
  ['100.127.255.255', 'carriers’ NAT'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['169.254.169.254', 'clouds’ metadata'],
  ['168.63.129.16', 'a cloud’s host'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.0.0.192', 'a cloud’s metadata'],
  ['192.0.2.1', 'documentation'],
  ['192.168.1.1', 'private'],
  ['198.18.0.1', 'benchmarks'],
  ['224.0.0.1', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'mapped'],
  ['::ffff:8.8.8.8', 'mapped'],
  ['::ffff:a9fe:a9fe', 'mapped metadata'],
  ['::127.0.0.1', 'compatible'],
  ['64:ff9b::7f00:1', 'NAT64'],
  ['fe80::1', 'link-local'],
  ['fe80::1%lo', 'with a zone'],
  ['2606:4700::1111%lo', 'with a zone'],
  ['fc00::1', 'ULA'],
  ['fd00:ec2::254', 'a cloud’s metadata'],
  ['fec0::1', 'site-local'],
  ['ff02::1', 'multicast'],
  ['2001::1', 'Teredo'],
  ['2001:db8::1', 'documentation'],
  ['2002:7f00:1::1', '6to4'],
  ['3fff::1', 'documentation'],
  ['100::1', 'discard'],
  ['localhost', 'a name'],
  ['0x7f.1', 'an odd form'],
  ['2130706433', 'an odd form'],
  ['[::1]', 'in brackets'],
  ['', 'nothing'],
])('%s is not (%s)', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})
