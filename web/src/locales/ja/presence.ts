export default {
  typing: '{name} が返信を書いています',
  typingTwo: '{name} と {other} が返信を書いています',
  typingMany: '{n} 人が返信を書いています',
  viewing: '{name} が閲覧中',
  viewingMany: '{n} 人が閲覧中',
  more: 'ほか {n} 人',
}
