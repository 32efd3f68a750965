import { createApp } from 'vue'
import './look/tokens.css'
import './look/base.css'
import PhoneApp from './PhoneApp.vue'
import { language, say } from './words.ts'

document.documentElement.lang = language
document.title = say('title')
createApp(PhoneApp).mount('#phone')
