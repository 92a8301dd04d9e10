// The page of `sahhaf preview`. It hears that something is new, asks for the state, and for the pictures of pages
// whose keys it does not have. It remembers nothing that the state does not say, but where its reader is.

import { showEpub } from './epub.js'
import { showKeys } from './keys.js'
import { $, ask, folio, known, number, status } from './known.js'
import { replaceRows, row, toPages } from './lists.js'
import { showMessages } from './messages.js'
import { drawPages, fit, goTo, goToFolio, refit, showPages, turn, zoomBy } from './pages.js'
import { showChange, showPlace } from './places.js'
import { searchAgain } from './search.js'
import { TABS, choose } from './tabs.js'
import { ENGLISH, PERSIAN } from './words.js'

// ── What the program says ───────────────────────────────────────────────────

function listen() {
  const events = new EventSource('events')
  events.onmessage = ({ data }) => {
    const news = JSON.parse(data)
    // A try has begun: nothing is new yet.
    if (news.working && known.state) return works(news.round)
    const book = !renewing && stepped(news)
    if (book) show({ ...news, book })
    else renew()
  }
  events.onerror = () => status(known.say.gone, 'error')
}

// The book that is known, or the one that comes of it by a step; nothing where it has to be asked for as a whole.
function stepped({ edition, step }) {
  if (!known.state?.book || edition === known.state.edition) return known.state?.book
  if (!step || edition !== known.state.edition + 1) return null
  const pages = [...known.state.book.pages]
  for (const [index, page] of step.pages) pages[index] = page
  return { ...known.state.book, pages }
}

let renewing = false
let waiting = true
let shownLast = 0
let again = false
async function renew() {
  if (renewing) { again = true; return }
  renewing = true
  try {
    do {
      again = false
      const next = await ask('state')
      if (next) show(next)
    } while (again)
  } finally { renewing = false }
}

function show(next) {
  const before = known.state
  known.state = next
  const isNew = next.book && next.edition !== before?.edition
  if (isNew) showBook(before?.book, next)
  showMessages(next)
  if (next.book && next.shown && next.shown.count !== shownLast) {
    shownLast = next.shown.count
    showPlace(next.shown.file, next.shown.line)
  }
  // Before there is a book there is nothing to see but what is wrong with it.
  if (!next.working && !next.book === $('messages').hidden && waiting) choose(next.book ? 'pages' : 'messages')
  waiting = !next.book
  if (next.failure) status(next.failure, 'error')
  else if (next.working) return works(next.round)
  else if (next.stale) status(next.book ? known.say.stale : known.say.empty, 'error')
  else if (next.counts.error) status(known.say.flawed, 'error')
  else if (isNew && before?.book && next.changed) status(known.say.updated(folio(next.changed.page)))
  else status(known.say.ready)
  work(false)
  document.body.dataset.round = next.round
  document.body.dataset.state = next.stale ? 'stale' : 'ready'
}

// A step says which pages are others; without one anything may be.
function showBook(before, { book, step, changed }) {
  if (book.language !== before?.language) speak(book)
  if (!step || !before || step.pages.length) {
    const fresh = showPages(before, book, step)
    if (before) showChange(changed)
    drawPages(fresh, step?.picture)
    searchAgain()
  }
  if (!step) showContents(book)
  if (!$('epub').hidden) showEpub()
}

function works(round) {
  work(true)
  document.body.dataset.round = round
  document.body.dataset.state = 'working'
}

// Work that takes longer than a moment is seen to go on, and heard.
let slow
function work(goes) {
  clearTimeout(slow)
  if (goes) slow = setTimeout(() => { $('bar').hidden = false; status(known.say.working) }, 400)
  else $('bar').hidden = true
}

function showContents(book) {
  const rows = document.createElement('ul')
  rows.append(...book.contents.map(({ level, title, page }) => {
    const item = row(title, page, () => goTo(page))
    item.style.paddingInlineStart = `${(level - 1) * 14}px`
    return item
  }))
  replaceRows($('contents'), rows)
}

// ── Words of the page itself, in the language of the book ───────────────────

function speak(book) {
  const persian = /^(fa|prs|pes)\b/.test(book.language)
  known.say = persian ? PERSIAN : ENGLISH
  document.documentElement.lang = persian ? 'fa' : 'en'
  document.documentElement.dir = persian ? 'rtl' : 'ltr'
  document.title = `${book.title} – sahhaf`
  for (const tab of TABS) $(`tab-${tab}`).textContent = known.say[tab]
  $('tabs').ariaLabel = 'sahhaf'
  $('contents-button').textContent = $('contents').ariaLabel = known.say.contents
  const [back, forth] = document.documentElement.dir === 'rtl' ? ['→', '←'] : ['←', '→']
  for (const [id, sign] of [['back', back], ['forth', forth]]) { $(id).textContent = sign; $(id).ariaLabel = $(id).title = known.say[id] }
  for (const id of ['smaller', 'larger']) $(id).ariaLabel = $(id).title = known.say[id]
  for (const id of ['page', 'document', 'width', 'dark']) $(`${id}-label`).textContent = known.say[id]
  for (const id of ['fit', 'source', 'keys-button', 'close']) $(id).textContent = known.say[id.replace('-button', '')]
  $('keys').ariaLabel = known.say.keys
  $('letters-label').textContent = known.say.letters
  showKeys(book.direction)
  $('words').placeholder = $('words').ariaLabel = known.say.search
  $('tools').ariaLabel = known.say.tools
  $('epub-tools').ariaLabel = known.say.epub
  $('book').title = known.say.epub
  $('spreads').ariaLabel = known.say.spreads
  $('bar').ariaLabel = known.say.working
  $('hits').ariaLabel = known.say.hits
  $('width').replaceChildren(...[['100%', known.say.whole], ['390px', known.say.phone], ['768px', known.say.tablet]].map(([value, text]) => new Option(text, value)))
}

// ── The window ──────────────────────────────────────────────────────────────

$('back').addEventListener('click', () => turn(-1))
$('forth').addEventListener('click', () => turn(1))
$('smaller').addEventListener('click', () => zoomBy(1 / 1.2))
$('larger').addEventListener('click', () => zoomBy(1.2))
$('fit').addEventListener('click', fit)
$('contents-button').addEventListener('click', () => {
  const closed = $('contents').hidden
  $('contents').hidden = !closed
  $('contents-button').ariaExpanded = String(closed)
  refit()
})
$('page').addEventListener('change', () => {
  const typed = $('page').value.trim()
  toPages()
  goToFolio(typed)
})

speak({ title: 'sahhaf', language: navigator.language })
listen()
