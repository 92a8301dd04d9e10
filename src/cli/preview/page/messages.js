// What is wrong with the book, where, and what to do.

import { $, known, number } from './known.js'
import { replaceRows } from './lists.js'
import { open, showPlace } from './places.js'

let told = ''
export function showMessages({ counts, messages, editor }) {
  const count = counts.error + counts.warning + counts.hint
  $('tab-messages').textContent = count ? `${known.say.messages} (${number(count)})` : known.say.messages
  $('tab-messages').className = counts.error ? 'error' : ''
  // A list of hundreds is not made anew with each word that is written.
  const now = JSON.stringify([messages, editor, known.say.messages])
  if (now === told) return
  told = now
  const items = messages.map(message => {
    const item = document.createElement('li')
    item.className = message.severity
    const text = document.createElement('p')
    text.append(`${known.say[message.severity]}: `, Object.assign(document.createElement('bdi'), { textContent: message.message }))
    item.append(text)
    if (message.hint) {
      const hint = Object.assign(document.createElement('p'), { className: 'hint' })
      hint.append(Object.assign(document.createElement('bdi'), { textContent: message.hint }))
      item.append(hint)
    }
    if (message.line != null) item.append(...links(message))
    return item
  })
  const nothing = () => Object.assign(document.createElement('li'), { textContent: known.say.none })
  replaceRows($('list'), ...(items.length ? items : [nothing()]))
}

function links({ file, line, column }) {
  const place = document.createElement('button')
  place.append(Object.assign(document.createElement('code'), { textContent: `${file}:${line}:${column}` }))
  place.title = known.state.editor ? known.say.open : known.say.copy
  place.addEventListener('click', () => open({ file, line, column }))
  // Settings and styles stand on no page.
  if (/\.(toml|csl|css)$/i.test(file)) return [place]
  const page = document.createElement('button')
  page.textContent = known.say.show
  page.addEventListener('click', () => showPlace(file, line))
  return [place, page]
}
