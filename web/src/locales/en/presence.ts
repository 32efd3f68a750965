export default {
  typing: '{name} is writing a reply',
  typingTwo: '{name} and {other} are writing replies',
  typingMany: '{n} colleagues are writing replies',
  noting: '{name} is writing a note',
  notingMany: '{n} colleagues are writing notes',
  viewing: '{name} is viewing',
  viewingMany: '{n} colleagues are viewing',
  away: '{name} has it open, but is away',
  awayMany: '{n} colleagues have it open, but are away',
  more: '{n} more',
}
