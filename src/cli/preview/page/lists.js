// Lists of buttons that lead somewhere: contents, what was found, messages.

import { $, folio } from './known.js'

export const toPages = () => $('spreads').focus({ preventScroll: true })

// New rows for a list. Whoever stands on one of the old ones stands on the one in its place.
export function replaceRows(list, ...rows) {
  const held = [...list.querySelectorAll('button')].indexOf(document.activeElement)
  list.replaceChildren(...rows)
  if (held < 0) return
  const buttons = list.querySelectorAll('button')
  const next = buttons[Math.min(held, buttons.length - 1)]
  if (next) next.focus()
  else toPages()
}

export function row(text, page, go) {
  const item = document.createElement('li')
  const button = document.createElement('button')
  const words = document.createElement('span')
  words.dir = 'auto'
  words.textContent = text
  const place = document.createElement('span')
  place.textContent = folio(page)
  button.append(words, ' ', place)
  button.addEventListener('click', go)
  item.append(button)
  return item
}
