// Words that are looked for, and places: `01.md:12`.

import { $, ask, known, number, status } from './known.js'
import { replaceRows, row } from './lists.js'
import { mark, unmark } from './marks.js'
import { figureOf, goTo } from './pages.js'
import { showPlace } from './places.js'

let hits = []
let hit = -1

// The place that is looked at of those that were found.
export const chosen = () => hits[hit]

async function find(words) {
  // `01.md:12` is a place of a file.
  const place = words.match(/^(.+\.\w+):(\d+)/)
  if (place) return showPlace(place[1], place[2])
  await search(words)
  hit = -1
  if (words.trim()) status(known.say.found(number(hits.length)))
}

async function search(words) {
  hits = words.trim() ? await ask('find', { words }) ?? [] : []
  $('hits').hidden = !hits.length
  const rows = document.createElement('ol')
  rows.append(...hits.map(({ page, line }, index) => row(line, page, () => showHit(index))))
  replaceRows($('hits'), rows)
  unmark()
  hits.forEach(one => mark(figureOf(one.page), one.areas))
}

function showHit(index) {
  hit = (index + hits.length) % hits.length
  goTo(hits[hit].page)
  status(`${number(hit + 1)} ${known.say.of} ${number(hits.length)}`)
}

// To the place behind the one that is looked at, or before it.
export const next = by => { if (hits.length) showHit(hit + by) }

// The pages are others, and what was found stands elsewhere. What is said now is that the book is another.
export const searchAgain = () => { if (hits.length) search($('words').value) }

$('search').addEventListener('submit', async event => {
  event.preventDefault()
  if (!hits.length || $('search').dataset.words !== $('words').value) {
    $('search').dataset.words = $('words').value
    await find($('words').value)
  }
  next(1)
})
$('words').addEventListener('input', () => { if (!$('words').value) find('') })
