// Whether an address may be asked for a stranger's picture (pure): those of the public internet and no other. A URL from outside
// must not make us speak to this machine, to its network or to the desk of its cloud (SSRF).
import { BlockList, isIP } from 'node:net'

/** IANA's special-purpose registries, and one public address that a cloud answers from inside. */
const CLOSED_V4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8',
  '100.64.0.0/10', // carriers' NAT; a cloud's metadata
  '127.0.0.0/8',
  '169.254.0.0/16', // link-local; clouds' metadata
  '172.16.0.0/12',
  '192.0.0.0/24', // IETF; a cloud's metadata
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16',
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
  '168.63.129.16/32', // a cloud's host
]
/** Only global unicast is open (no loopback, ULA, link-local, multicast, no mapped or translated IPv4), and of it not these. */
const OPEN_V6 = '2000::/3'
const CLOSED_V6 = [
  '2001::/23', // IETF: Teredo, ORCHID, benchmarks
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4 carries an IPv4 address
  '3fff::/20', // documentation
]

function listOf(subnets: string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [net, prefix] = subnet.split('/')
    list.addSubnet(net!, Number(prefix), family)
  }
  return list
}
const closedV4 = listOf(CLOSED_V4, 'ipv4')
const openV6 = listOf([OPEN_V6], 'ipv6')
const closedV6 = listOf(CLOSED_V6, 'ipv6')

/** `address` as a resolver or `URL.hostname` gives it (an IPv6 address without brackets); what is no address is not public. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !closedV4.check(address, 'ipv4')
  if (family !== 6 || address.includes('%')) return false
  return openV6.check(address, 'ipv6') && !closedV6.check(address, 'ipv6')
}
