// Sentences for refusals over HTTP, by code; `failed` for any other.
export default {
  offline: 'The server does not answer. Check the network.',
  forbidden: 'You have no access to this.',
  not_found: 'This no longer exists.',
  malformed: 'The server did not accept this value.',
  too_many: 'Too many requests in a short time. Wait a moment.',
  internal: 'The server could not do this just now.',
  unreadable: 'The server gave an answer that cannot be read.',
  starting: 'The first rows are still being made. Try again in a moment.',
  moved: 'The server was just renewed. Try again.',
  failed: 'This did not work ({code}).',
}
