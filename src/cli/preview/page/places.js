// From the page to the file, and back.

import { $, ask, folio, isolated, known, status } from './known.js'
import { toPages } from './lists.js'
import { mark, unmark } from './marks.js'
import { figureOf, goTo, hasMoved, here, isShown } from './pages.js'
import { chosen } from './search.js'
import { choose } from './tabs.js'

async function locate(figure, event) {
  const box = figure.getBoundingClientRect()
  const [width, height] = known.state.book.size
  const page = Number(figure.dataset.page)
  const word = await ask('word', { page, x: (event.clientX - box.left) / box.width * width, y: (event.clientY - box.top) / box.height * height })
  if (!word) return
  unmark()
  mark(figure, [word.area], 'word')
  await open(word)
}

// Who does not point at a word is led to the place that was found, or to the first word of the page.
export async function locateHere() {
  const hit = chosen()
  const found = hit && isShown(figureOf(hit.page)) ? hit : null
  const held = here()
  if (!held) return
  const [x, y, across, down] = found?.areas[0] ?? []
  const word = await ask('word', found ? { page: found.page, x: x + across / 2, y: y + down / 2 } : { page: held.page })
  if (!word) return status(known.say.nowhere)
  unmark()
  mark(figureOf(found?.page ?? held.page), [word.area], 'word')
  await open(word)
}

export async function open({ file, line, column }) {
  const place = `${file}:${line}:${column ?? 1}`
  document.body.dataset.place = place
  const answer = known.state.editor && await ask('open', { file, line, column: column ?? 1 }, 'POST')
  if (answer?.opened) return status(known.say.opened(isolated(place)))
  try { await navigator.clipboard.writeText(place) } catch { /* The place is told all the same. */ }
  status(known.say.copied(isolated(place)))
}

export async function showPlace(file, line) {
  const spot = await ask('spot', { file, line })
  if (!spot) return status(known.say.nowhere)
  goToSpot(spot)
}

export function goToSpot({ page, area }) {
  if ($('pages').hidden) {
    choose('pages')
    toPages()
  }
  goTo(page)
  unmark()
  // Of a large page the place may be below the window.
  mark(figureOf(page), [area], 'word').scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

// ── Where the author has just written ───────────────────────────────────────

// Whether a place can be read. The edge of its page may be in the window, and the place below it.
function isInWindow({ page, area: [, y, , down] }) {
  const area = $('spreads').getBoundingClientRect()
  const box = figureOf(page).getBoundingClientRect()
  const across = box.height / known.state.book.size[1]
  return box.top + y * across >= area.top && box.top + (y + down) * across <= area.bottom
}

// Whoever has never left the first page has no place to be kept there, and follows;
// any other is offered the way.
export function showChange(change) {
  const button = $('changed')
  button.hidden = true
  if (!change || isInWindow(change)) return
  if (!hasMoved() && !$('pages').hidden) return goToChange()
  button.textContent = known.say.changed(folio(change.page))
  button.hidden = false
}

export function goToChange() {
  if (!known.state?.changed) return
  if (document.activeElement === $('changed')) toPages()
  $('changed').hidden = true
  goToSpot(known.state.changed)
}

$('spreads').addEventListener('click', event => {
  const figure = event.target.closest('figure')
  if (figure) locate(figure, event)
})
$('source').addEventListener('click', locateHere)
$('changed').addEventListener('click', goToChange)
