export default {
  typing: '{name} is writing a reply',
  typingTwo: '{name} and {other} are writing replies',
  typingMany: '{n} colleagues are writing replies',
  viewing: '{name} is viewing',
  viewingMany: '{n} colleagues are viewing',
  more: '{n} more',
}
