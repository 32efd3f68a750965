export default {
  title: 'Go to a date',
  previous: 'Previous month',
  next: 'Next month',
  talked: '{day}, talk',
  silent: '{day}',
  beginning: 'To the beginning',
  latest: 'To the latest',
  failed: 'The day could not be looked up. Try again in a moment.',
}
