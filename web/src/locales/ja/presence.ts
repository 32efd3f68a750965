export default {
  typing: '{name} が返信を書いています',
  typingTwo: '{name} と {other} が返信を書いています',
  typingMany: '{n} 人が返信を書いています',
  noting: '{name} がメモを書いています',
  notingMany: '{n} 人がメモを書いています',
  viewing: '{name} が閲覧中',
  viewingMany: '{n} 人が閲覧中',
  away: '{name} が開いたまま離席中',
  awayMany: '{n} 人が開いたまま離席中',
  more: 'ほか {n} 人',
}
