export default {
  raw: 'Raw JSON',
  title: 'The event as it came',
  failed: 'The event did not load',
  type: 'Type',
  id: 'Event id',
  place: 'Partition / offset',
  redacted: 'Its content was erased.',
  copy: 'Copy',
  copied: 'Copied',
}
