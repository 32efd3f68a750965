// A content out of the store as an answer: whole or a part of it, with its length, to GET and to HEAD.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Opened } from '../../media/store.ts'

/** HEAD must be a route by name: the one that comes with GET would say a length of 0. */
export const GET_AND_HEAD = ['GET', 'HEAD'] as const

export function answerContent(
  request: FastifyRequest,
  reply: FastifyReply,
  { opened, whole }: { opened: Opened; whole: boolean },
) {
  const { stream, from, bytes, total } = opened
  void reply.header('content-length', bytes)
  if (!whole) void reply.code(206).header('content-range', `bytes ${from}-${from + bytes - 1}/${total}`)
  if (request.method !== 'HEAD') return reply.send(stream)
  stream.destroy()
  return reply.send()
}
